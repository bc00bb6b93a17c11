#pragma once

#include "core/feel/completion.h"

#include <QAbstractListModel>
#include <QFrame>

class QLabel;
class QListView;

namespace Plugboard::Ui {

/// Ways to go on, as rows.
class CompletionRows final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { DetailRole = Qt::UserRole, DocumentationRole, KindRole };

    using QAbstractListModel::QAbstractListModel;

    void setItems(const QList<Feel::Completion> &items);
    /// Shows those that go on with `word`: beginning with it first, then those that hold its letters in order.
    void filter(const QString &word);
    /// The item of a row that is shown.
    const Feel::Completion &item(int row) const { return m_items.at(m_shown.at(row)); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<Feel::Completion> m_items;
    QList<qsizetype> m_shown;
};

/// The list that opens below what is typed: label and detail of each way to go on, below them the documentation of the current
/// one. Never has the focus; the editor handles the keys.
class CompletionList final : public QFrame
{
    Q_OBJECT

public:
    /// `editor` is what has the focus meanwhile.
    explicit CompletionList(QWidget *editor);

    CompletionRows *rows() const { return m_rows; }
    QListView *view() const { return m_view; }
    /// Below a place on the screen, or above it where there is no room.
    void openAt(const QRect &globalWord);
    void select(int row);
    int current() const;

signals:
    void taken(int row);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fit();
    void showCurrent();

    QWidget *m_editor;
    CompletionRows *m_rows;
    QListView *m_view;
    QLabel *m_documentation;
    QRect m_word;
};

} // namespace Plugboard::Ui
