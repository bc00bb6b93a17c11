#pragma once

#include "core/invocation/run.h"

#include <QWidget>

#include <memory>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTabWidget;
class QTreeWidget;

namespace Plugboard::Ui {

class RawView;
class ValueView;

/// The answer of the last run: as a tree, as it came, and its headers.
class ResponsePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ResponsePanel(QWidget *parent = nullptr);

    void setRun(std::shared_ptr<const Invocation::Run> run);
    /// Opens the search line.
    void find();

signals:
    void mapRequested(const QString &feelPath);

private:
    void makeSearch();
    void search(bool backwards);
    void showHeaders();

    std::shared_ptr<const Invocation::Run> m_run;
    QStackedWidget *m_pages;
    QLabel *m_empty;
    QTabWidget *m_tabs;
    ValueView *m_tree;
    RawView *m_raw;
    QTreeWidget *m_headers;
    QWidget *m_searchBar;
    QLineEdit *m_search;
    QLabel *m_found;
};

} // namespace Plugboard::Ui
