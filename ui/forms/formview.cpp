#include "ui/forms/formview.h"

#include "core/inputs/inputs.h"
#include "models/mapping/mappingsight.h"
#include "ui/forms/fieldlabel.h"
#include "ui/forms/fieldrow.h"
#include "ui/forms/grouppaste_p.h"
#include "ui/forms/mnemonics_p.h"
#include "ui/forms/presetmenu_p.h"
#include "ui/forms/scrollanchor_p.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/safehtml.h"
#include "ui/widgets/section.h"

#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

/// As many rows are made at once as fill a screen; more follow when the window has drawn.
constexpr int rowsAtOnce = 40;

/// "Tags[0].Key" leads into the field Tags of an AWS form.
bool isPartOf(const QString &path, const Form::Field &field)
{
    const QChar next = path.size() > field.path.size() ? path.at(field.path.size()) : QChar();
    return field.shape && path.startsWith(field.path) && (next == u'.' || next == u'[');
}

} // namespace

FormView::FormView(const Models::Backend &backend, QWidget *parent)
    : QScrollArea(parent)
    , m_backend(backend)
    , m_previews(backend)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    named(this, u"form"_s, tr("Form"));
    m_moreRows.setSingleShot(true);
    connect(&m_moreRows, &QTimer::timeout, this, &FormView::addRowsLater);
    m_lettersLater.setSingleShot(true);
    connect(&m_lettersLater, &QTimer::timeout, this, &FormView::giveLetters);
    connect(&m_previews, &Models::FieldPreviews::changed, this, &FormView::showPreviews);
}

void FormView::setRequest(Models::OpenRequest *request)
{
    if (m_request)
        disconnect(m_request, nullptr, this, nullptr);
    m_request = request;
    build();
    m_previews.setRequest(request);
    if (request)
        connect(request, &Models::OpenRequest::formChanged, this, &FormView::refresh);
}

void FormView::setVariables(const Value &variables)
{
    m_variables = variables;
    m_previews.setVariables(variables);
}

void FormView::build()
{
    m_groups.clear();
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(12, 8, 12, 12);
    column->setSpacing(8);
    if (m_request) {
        buildHeader(column);
        const Form::FormPtr &form = m_request->state().form();
        QList<Form::Group> groups = form->groups;
        const bool hasNameless
            = std::any_of(groups.begin(), groups.end(), [](const Form::Group &group) { return group.id.isEmpty(); });
        if (!hasNameless && !form->fieldsOf({}).isEmpty())
            groups.prepend({{}, tr("General"), {}, true});
        for (const Form::Group &group : std::as_const(groups))
            buildGroup(group, column);
        if (m_groups.isEmpty())
            column->addWidget(new QLabel(tr("This operation needs no input. Press Invoke.")));
    }
    column->addStretch();
    setWidget(content);
    refresh();
}

void FormView::buildHeader(QVBoxLayout *column)
{
    const Form::FormPtr &form = m_request->state().form();
    auto *title = named(new QLabel(form->name), u"form-title"_s, {});
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setBold(true);
    title->setFont(font);
    column->addWidget(title);
    if (form->origin)
        buildTemplateNotes(*form->origin, column);
    if (form->description.isEmpty())
        return;
    auto *description = new QLabel(firstSentence(form->description));
    description->setTextFormat(Qt::PlainText);
    description->setToolTip(safeHtml(form->description));
    description->setWordWrap(true);
    description->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setTextColor(description, TextColor::Quiet);
    column->addWidget(description);
}

/// What a template says beside its fields: that it is deprecated, and its presets.
void FormView::buildTemplateNotes(const Template::ElementTemplate &origin, QVBoxLayout *column)
{
    if (origin.deprecated) {
        auto *note = named(new QLabel, u"form-deprecated"_s, {});
        note->setText(u"⚠ "_s
                      + (origin.deprecation.isEmpty() ? tr("This connector is deprecated.")
                                                      : tr("Deprecated: %1").arg(origin.deprecation)));
        note->setTextFormat(Qt::PlainText);
        note->setWordWrap(true);
        setTextColor(note, TextColor::Unsure);
        column->addWidget(note);
    }
    if (origin.presets.isEmpty())
        return;
    auto *presets = named(new QToolButton, u"form-presets"_s, tr("Presets"));
    presets->setText(tr("Presets"));
    presets->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(presets);
    fillPresetMenu(menu, origin, [this](const Template::Preset &preset) {
        if (m_request)
            m_request->applyPreset(preset);
    });
    presets->setMenu(menu);
    column->addWidget(presets, 0, Qt::AlignLeft);
}

void FormView::buildGroup(const Form::Group &group, QVBoxLayout *column)
{
    GroupView view;
    for (const Form::Field *field : m_request->state().form()->fieldsOf(group.id)) {
        if (field->isShown())
            view.fields.append(field);
    }
    if (view.fields.isEmpty())
        return;
    const qsizetype number = m_groups.size();
    view.section = new Section(group.label.isEmpty() ? group.id : group.label, [this, number](QVBoxLayout *content) {
        m_groups[number].content = content;
        fillGroup(number);
    });
    view.section->header()->setObjectName(u"group-"_s + group.id);
    view.section->header()->setToolTip(safeHtml(group.tooltip));
    new GroupPaste(view.section, group.id, m_request); // The section owns it
    connect(view.section, &Section::toggled, this, &FormView::giveLettersLater);
    column->addWidget(view.section);
    m_groups.append(view);
    if (wantsOpen(group, view.fields))
        view.section->setOpen(true);
}

bool FormView::wantsOpen(const Form::Group &group, const QList<const Form::Field *> &fields) const
{
    return group.openByDefault || std::any_of(fields.begin(), fields.end(), [this](const Form::Field *field) {
               return m_request->state().isTyped(field->id) || m_request->findingCount(*field) > 0;
           });
}

void FormView::fillGroup(qsizetype group)
{
    if (addMissingRows(m_groups[group], rowsAtOnce))
        m_moreRows.start();
}

/// Makes rows for visible fields that have none, at most so many; true if some are still missing.
bool FormView::addMissingRows(GroupView &group, int most)
{
    // A row that is shown in a living layout lays out the whole group anew.
    group.content->setEnabled(false);
    int position = 0;
    bool isMissing = false;
    for (const Form::Field *field : std::as_const(group.fields)) {
        if (group.rows.contains(field->id)) {
            ++position;
            continue;
        }
        if (!m_request->state().isVisible(field->id))
            continue;
        isMissing = most-- == 0;
        if (isMissing)
            break;
        auto *row = new FieldRow(*field, m_request, [this](const Form::Field &each, QObject *parent) {
            return makeAssistant(each, parent);
        });
        group.content->insertWidget(position++, row);
        row->show();
        group.rows.insert(field->id, row);
        giveLettersLater();
    }
    group.content->setEnabled(true);
    return isMissing;
}

Models::Assistant::SightOf FormView::mappingSightFor(const Form::Field &field) const
{
    using Models::MappingExpression;
    const std::shared_ptr<const Invocation::Run> run = m_request->lastRun();
    return Models::mappingSight(run && run->status != 0 ? run : nullptr, m_request->rules(),
                                field.path == "errorExpression"_L1 ? MappingExpression::Error
                                                                   : MappingExpression::Result);
}

/// Sees what the field's expression would see; of output mappings the last answer.
Models::Assistant *FormView::makeAssistant(const Form::Field &field, QObject *parent)
{
    auto *assistant = new Models::Assistant(m_backend, parent);
    assistant->setSightSource([this, &field]() -> Models::Assistant::SightOf {
        if (!m_request)
            return [](const Feel::Environment &) { return Feel::Sight(); };
        if (field.target == Form::Target::Header)
            return mappingSightFor(field);
        return
            [state = m_request->state(), id = field.id, variables = m_variables](const Feel::Environment &environment) {
                return Inputs::sightFor(state, id, variables, environment);
            };
    });
    return assistant;
}

void FormView::addRowsLater()
{
    bool isMissing = false;
    for (GroupView &group : m_groups) {
        if (m_request && group.content)
            isMissing = addMissingRows(group, rowsAtOnce) || isMissing;
    }
    if (isMissing)
        m_moreRows.start();
}

void FormView::refresh()
{
    if (!m_request)
        return;
    const ScrollAnchor anchor(this);
    for (GroupView &group : m_groups)
        refreshGroup(group);
}

void FormView::refreshGroup(GroupView &group)
{
    const Form::FormState &state = m_request->state();
    if (group.content && addMissingRows(group, rowsAtOnce))
        m_moreRows.start();
    int findings = 0;
    bool isChanged = false;
    bool isVisible = false;
    for (const Form::Field *field : std::as_const(group.fields)) {
        const bool isShown = state.isVisible(field->id);
        if (FieldRow *row = group.rows.value(field->id)) {
            if (row->isHidden() == isShown)
                giveLettersLater();
            row->setVisible(isShown);
            if (isShown)
                row->refresh();
        }
        if (!isShown)
            continue;
        isVisible = true;
        findings += m_request->findingCount(*field);
        isChanged = isChanged || (state.isTyped(field->id) && state.text(field->id) != field->defaultText);
    }
    group.section->setVisible(isVisible);
    group.section->setFindingCount(findings);
    group.section->setChanged(isChanged);
}

void FormView::showPreviews()
{
    const ScrollAnchor anchor(this);
    const QHash<QString, Models::FieldPreview> &previews = m_previews.previews();
    for (const GroupView &group : std::as_const(m_groups)) {
        for (FieldRow *row : group.rows)
            row->showPreviews(previews);
    }
}

void FormView::giveLettersLater()
{
    m_lettersLater.start();
}

/// In reading order, so that the first fields keep their letters while others come and go.
void FormView::giveLetters()
{
    if (!isVisible())
        return; // showEvent() asks again
    Mnemonics letters;
    letters.begin(window(), this);
    for (const GroupView &group : std::as_const(m_groups)) {
        if (!group.section->isOpen())
            continue;
        for (const Form::Field *field : group.fields) {
            if (FieldRow *row = group.rows.value(field->id); row && !row->isHidden())
                row->label()->setMnemonic(letters.take(row->label()->name()));
        }
    }
}

/// Other pages of the window have letters of their own.
void FormView::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    giveLettersLater();
}

bool FormView::focusField(const QString &path)
{
    if (!m_request)
        return false;
    for (GroupView &group : m_groups) {
        for (const Form::Field *field : std::as_const(group.fields)) {
            const bool isHere = field->path == path || field->id == path || isPartOf(path, *field);
            if (!isHere || !m_request->state().isVisible(field->id))
                continue;
            group.section->setOpen(true);
            while (!group.rows.contains(field->id) && addMissingRows(group, rowsAtOnce)) { }
            FieldRow *row = group.rows.value(field->id);
            if (!row->focusPath(path))
                row->focusEditor();
            settleLayouts();
            QWidget *focused = row->focusWidget();
            ensureWidgetVisible(focused ? focused : row, 0, 40);
            return true;
        }
    }
    return false;
}

void FormView::focusFirst()
{
    for (const GroupView &group : std::as_const(m_groups)) {
        for (const Form::Field *field : group.fields) {
            if (group.section->isOpen() && m_request->state().isVisible(field->id) && group.rows.contains(field->id))
                return group.rows[field->id]->focusEditor();
        }
    }
}

} // namespace Plugboard::Ui
