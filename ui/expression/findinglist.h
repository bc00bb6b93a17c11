#pragma once

#include "models/expression/finding.h"

#include <QListWidget>

class QTextDocument;

namespace Plugboard::Ui {

/// The findings of a text, one under the other, each with its place; as high as they are, within bounds, and hidden while there
/// are none. A click or Return goes to a finding's place.
class FindingList final : public QListWidget
{
    Q_OBJECT

public:
    explicit FindingList(QWidget *parent = nullptr);

    /// `text` says in which lines they are.
    void setFindings(const QList<Models::Finding> &findings, const QTextDocument &text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(const Plugboard::Models::Finding &finding);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void colour();
    void choose(QListWidgetItem *item);

    QList<Models::Finding> m_findings;
};

} // namespace Plugboard::Ui
