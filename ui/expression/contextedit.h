#pragma once

#include "models/expression/finding.h"

#include <QPlainTextEdit>

namespace Plugboard::Ui {

/// JSON as text. What is pasted or dropped and too large to be edited is told instead of shown, so that the window stays quick.
class ContextEdit final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit ContextEdit(QWidget *parent = nullptr);

    /// Underlined; the first one is said by screen readers.
    void setFindings(const QList<Models::Finding> &findings);
    void goTo(const Models::Finding &finding);
    QSize sizeHint() const override;

signals:
    void largeTextGiven(const QString &text);
    void fileGiven(const QString &file);

protected:
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    QTextCursor placeOf(const Models::Finding &finding) const;
};

} // namespace Plugboard::Ui
