#include "ui/shell/requestpage.h"

#include "ui/forms/formpanel.h"
#include "ui/forms/formview.h"
#include "ui/invocation/invokebar.h"
#include "ui/widgets/naming.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QVBoxLayout>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

RequestPage::RequestPage(const Models::Backend &backend, std::unique_ptr<Models::OpenRequest> request, QWidget *parent)
    : QWidget(parent)
    , m_request(std::move(request))
    , m_call(backend)
    , m_bar(new InvokeBar)
    , m_form(new FormView(backend))
    , m_inputs(new FormPanel(m_form))
    , m_nameBar(new QWidget)
    , m_name(named(new QLineEdit, u"save-name"_s, tr("Name of the request")))
    , m_folder(named(new QComboBox, u"save-folder"_s, tr("Folder")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_nameBar);
    column->addWidget(m_bar);
    column->addWidget(m_inputs, 1);
    makeNameBar();
    m_bar->setRequest(m_request.get());
    m_bar->setCall(&m_call);
    m_form->setRequest(m_request.get());
    m_inputs->setRequest(m_request.get());
    connect(m_bar, &InvokeBar::invokeRequested, this, &RequestPage::invokeRequested);
    connect(m_bar, &InvokeBar::cancelRequested, &m_call, &Models::Call::cancel);
    connect(m_bar, &InvokeBar::fieldRequested, this, [this](const QString &path) {
        m_inputs->showJson(false);
        m_form->focusField(path);
    });
    // What the person scrolls counts more than where the form was.
    connect(m_form->verticalScrollBar(), &QScrollBar::rangeChanged, this, &RequestPage::scroll);
    connect(m_form->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { m_scrollingTo = 0; });
    connect(&m_call, &Models::Call::finished, m_request.get(), &Models::OpenRequest::setLastRun);
}

RequestPage::~RequestPage()
{
    // The form shows the request; it goes first.
    delete m_inputs;
    delete m_bar;
}

void RequestPage::makeNameBar()
{
    auto *save = named(new QPushButton(tr("Save")), u"save-confirm"_s, tr("Save the request under this name"));
    auto *cancel = named(new QPushButton(tr("Cancel")), u"save-cancel"_s, tr("Do not save"));
    auto *row = new QHBoxLayout(m_nameBar);
    row->setContentsMargins(12, 8, 12, 0);
    auto *label = new QLabel(tr("Save &as"));
    label->setBuddy(m_name);
    row->addWidget(label);
    row->addWidget(m_name, 1);
    row->addWidget(new QLabel(tr("in")));
    row->addWidget(m_folder);
    row->addWidget(save);
    row->addWidget(cancel);
    m_nameBar->hide();
    const auto choose = [this] {
        if (const QString name = m_name->text().trimmed(); !name.isEmpty())
            emit nameChosen(m_folder->currentData().toString(), name);
    };
    connect(save, &QPushButton::clicked, this, choose);
    connect(m_name, &QLineEdit::returnPressed, this, choose);
    connect(cancel, &QPushButton::clicked, this, &RequestPage::hideName);
    auto *escape = new QShortcut(Qt::Key_Escape, m_nameBar);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &RequestPage::hideName);
}

void RequestPage::askName(const QString &name, const QStringList &folders, const QString &folder)
{
    m_name->setText(name);
    m_folder->clear();
    m_folder->addItem(tr("Requests"), QString());
    for (const QString &path : folders)
        m_folder->addItem(path, path);
    m_folder->setCurrentIndex(std::max(0, m_folder->findData(folder)));
    m_nameBar->show();
    m_name->setFocus();
    m_name->selectAll();
}

void RequestPage::hideName()
{
    m_nameBar->hide();
    m_form->setFocus();
}

void RequestPage::focusInvoke()
{
    m_bar->button()->setFocus();
}

int RequestPage::scrolled() const
{
    return m_scrollingTo > 0 ? m_scrollingTo : m_form->verticalScrollBar()->value();
}

void RequestPage::setScrolled(int pixels)
{
    m_scrollingTo = pixels;
    scroll();
}

/// The form gets its length when it is shown, and more of it as its rows are made.
void RequestPage::scroll()
{
    QScrollBar *bar = m_form->verticalScrollBar();
    if (m_scrollingTo > 0 && m_scrollingTo <= bar->maximum())
        bar->setValue(m_scrollingTo);
}

} // namespace Plugboard::Ui
