#include "ui/response/rawview.h"

#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype partBytes = 256 << 10;

/// Not within a character of UTF-8.
qsizetype characterBoundary(const QByteArray &bytes, qsizetype at)
{
    while (at < bytes.size() && (uchar(bytes.at(at)) & 0xC0) == 0x80)
        ++at;
    return at;
}

} // namespace

RawView::RawView(QWidget *parent)
    : QWidget(parent)
    , m_text(named(new QPlainTextEdit, u"response-raw"_s, tr("Answer as it came")))
    , m_size(new QLabel)
    , m_more(named(new QToolButton, u"response-raw-more"_s, tr("Show more of the answer")))
{
    m_text->setReadOnly(true);
    m_text->setFont(valueFont());
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    m_more->setText(tr("Show more"));
    setTextColor(m_size, TextColor::Quiet);
    auto *line = new QHBoxLayout;
    line->addWidget(m_size, 1);
    line->addWidget(m_more);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_text, 1);
    column->addLayout(line);
    connect(m_more, &QToolButton::clicked, this, &RawView::showMore);
}

void RawView::setBody(const QByteArray &body)
{
    m_body = body;
    m_shown = 0;
    m_text->clear();
    showMore();
    m_text->moveCursor(QTextCursor::Start);
}

void RawView::showMore()
{
    const qsizetype to = characterBoundary(m_body, std::min(m_body.size(), m_shown + partBytes));
    QTextCursor end(m_text->document());
    end.movePosition(QTextCursor::End);
    end.insertText(QString::fromUtf8(QByteArrayView(m_body).sliced(m_shown, to - m_shown)));
    m_shown = to;
    describe();
}

void RawView::describe()
{
    const bool isWhole = m_shown == m_body.size();
    const QString size = QLocale().formattedDataSize(m_body.size());
    m_size->setText(isWhole ? size : tr("%1 of %2").arg(QLocale().formattedDataSize(m_shown), size));
    m_more->setVisible(!isWhole);
}

bool RawView::find(const QString &text, bool backwards)
{
    const auto flags = backwards ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    if (m_text->find(text, flags))
        return true;
    m_text->moveCursor(backwards ? QTextCursor::End : QTextCursor::Start);
    return m_text->find(text, flags);
}

} // namespace Plugboard::Ui
