#include "core/form/blobtext.h"
#include "ui/forms/editors_p.h"
#include "ui/widgets/growingtext.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

/// Bytes, as text, from a file, or in base64. What was typed one way is kept when another is chosen.
class BlobEditor final : public FieldEditor
{
public:
    BlobEditor(const Form::Field &field, QWidget *parent)
        : FieldEditor(parent)
        , m_kind(named(new QComboBox, u"bytes-"_s + field.path, tr("How the bytes of %1 are given").arg(field.label)))
        , m_text(new GrowingText)
        , m_choose(named(new QToolButton, u"file-"_s + field.path, tr("Choose a file for %1").arg(field.label)))
    {
        using Kind = Form::BlobText::Kind;
        m_kind->addItem(tr("Text"), int(Kind::Text));
        m_kind->addItem(tr("File"), int(Kind::File));
        m_kind->addItem(tr("Base64"), int(Kind::Base64));
        m_choose->setText(tr("Choose…"));
        m_text->setFont(valueFont());
        QHBoxLayout *row = editorRow(this);
        row->addWidget(m_kind, 0, Qt::AlignTop);
        row->addWidget(m_text, 1);
        row->addWidget(m_choose, 0, Qt::AlignTop);
        setFocusProxy(m_text);
        connect(m_text, &QPlainTextEdit::textChanged, this, &BlobEditor::tell);
        connect(m_kind, &QComboBox::activated, this, [this] {
            arrange();
            tell();
        });
        connect(m_choose, &QToolButton::clicked, this, &BlobEditor::choose);
        arrange();
    }

    void setText(const QString &text) override
    {
        if (text == written().toText())
            return;
        const Form::BlobText blob = Form::BlobText::parse(text);
        m_isSetting = true;
        m_kind->setCurrentIndex(m_kind->findData(int(blob.kind)));
        m_text->setPlainText(blob.content);
        m_isSetting = false;
        arrange();
    }
    void moveToEnd() override { m_text->moveCursor(QTextCursor::End); }
    QWidget *input() const override { return m_text; }
    QMenu *makeMenu() const override { return m_text->createStandardContextMenu(); }

private:
    Form::BlobText written() const
    {
        return {Form::BlobText::Kind(m_kind->currentData().toInt()), m_text->toPlainText()};
    }

    void arrange()
    {
        const Form::BlobText::Kind kind = written().kind;
        m_choose->setVisible(kind == Form::BlobText::Kind::File);
        m_text->setLines(kind == Form::BlobText::Kind::Text ? 3 : 1, 14);
        m_text->setPlaceholderText(kind == Form::BlobText::Kind::File ? tr("Path of a file") : QString());
    }

    void tell()
    {
        if (m_isSetting)
            return;
        const Form::BlobText blob = written();
        emit edited(blob.content.isEmpty() ? QString() : blob.toText());
    }

    void choose()
    {
        auto *dialog = new QFileDialog(this, tr("Choose a file"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, m_text, &QPlainTextEdit::setPlainText);
        dialog->show();
    }

    QComboBox *m_kind;
    GrowingText *m_text;
    QToolButton *m_choose;
    bool m_isSetting = false;
};

} // namespace

FieldEditor *makeBlobEditor(const Form::Field &field, QWidget *parent)
{
    return new BlobEditor(field, parent);
}

} // namespace Plugboard::Ui
