#pragma once

#include "models/expression/finding.h"

#include <QTimer>
#include <QWidget>

namespace Plugboard::Ui {

class FeelEdit;
class FindBar;
class FindingList;

/// An expression editor with what belongs around it: a line to search in it, which opens on Ctrl+F, and below it the list of its
/// findings, while there are any.
class ExpressionBox final : public QWidget
{
    Q_OBJECT

public:
    /// `name` and `accessibleName` are the editor's.
    explicit ExpressionBox(const QString &name, const QString &accessibleName, QWidget *parent = nullptr);

    FeelEdit *edit() const { return m_edit; }
    FindingList *list() const { return m_list; }
    /// Underlines and lists them; positions are those of the editor's text. While somebody types the list opens after a pause
    /// only, so that half a word moves nothing.
    void setFindings(const QList<Models::Finding> &findings);

private:
    void listFindings();
    void openBar();
    void find(const QString &text);
    void step(bool backwards);
    void showFound();

    QString m_name;
    FeelEdit *m_edit;
    FindBar *m_bar = nullptr; ///< Made when somebody searches
    FindingList *m_list;
    QTimer m_listLater;
    QList<std::pair<int, int>> m_found;
    qsizetype m_current = -1;
};

} // namespace Plugboard::Ui
