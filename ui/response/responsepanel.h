#pragma once

#include "core/invocation/run.h"

#include <QWidget>

#include <memory>

class QLabel;
class QStackedWidget;
class QTabWidget;

namespace Plugboard::Ui {

class FindBar;
class HeaderList;
class RawView;
class ValueView;

/// The answer of the last run: as a tree, as text, and its headers.
class ResponsePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ResponsePanel(QWidget *parent = nullptr);

    /// Null: there is none yet.
    void setRun(std::shared_ptr<const Invocation::Run> run);
    /// Opens the search line.
    void find();

signals:
    /// A value is to become a variable.
    void mapRequested(const QString &feelPath);

private:
    template <typename View>
    void connectSearch(View *view);
    void search(const QString &text);
    void searchNext(bool backwards);
    void chooseTab();

    std::shared_ptr<const Invocation::Run> m_run;
    QStackedWidget *m_pages;
    QLabel *m_empty;
    QTabWidget *m_tabs;
    ValueView *m_tree;
    RawView *m_raw;
    HeaderList *m_headers;
    FindBar *m_find;
    bool m_hasLeftTree = false; ///< Because there was none, not because somebody wanted to
};

} // namespace Plugboard::Ui
