#include "ui/workspace/environmentselector.h"

#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QSignalBlocker>
#include <QWheelEvent>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

QString titleOf(const Workspace::Environment &environment)
{
    switch (environment.risk) {
    case Workspace::Risk::Sandbox:
        return environment.name == "sandbox"_L1 ? EnvironmentSelector::tr("Sandbox")
                                                : EnvironmentSelector::tr("%1 (sandbox)").arg(environment.name);
    case Workspace::Risk::Production:
        return EnvironmentSelector::tr("%1 (production)").arg(environment.name);
    case Workspace::Risk::Normal:
        break;
    }
    return environment.name;
}

TextColor textColor(Workspace::Risk risk)
{
    switch (risk) {
    case Workspace::Risk::Sandbox:
        return TextColor::Good;
    case Workspace::Risk::Production:
        return TextColor::Bad;
    case Workspace::Risk::Normal:
        break;
    }
    return TextColor::Normal;
}

} // namespace

EnvironmentSelector::EnvironmentSelector(Models::OpenWorkspace *workspace, QWidget *parent)
    : QComboBox(parent)
    , m_workspace(workspace)
{
    named(this, u"environment"_s, tr("Environment"));
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
    setMinimumContentsLength(10);
    setToolTip(tr("The environment: variables, region, endpoint and secrets of every call."));
    connect(workspace, &Models::OpenWorkspace::environmentsChanged, this, &EnvironmentSelector::showEnvironments);
    connect(workspace, &Models::OpenWorkspace::environmentChosen, this, &EnvironmentSelector::showChosen);
    connect(this, &QComboBox::activated, this,
            [this](int row) { m_workspace->chooseEnvironment(itemData(row).toString()); });
    showEnvironments();
}

/// Whoever scrolls past must not change whose account is used.
void EnvironmentSelector::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

/// Light and dark palettes want colours of their own.
void EnvironmentSelector::changeEvent(QEvent *event)
{
    QComboBox::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        showEnvironments();
}

void EnvironmentSelector::showEnvironments()
{
    const QSignalBlocker quiet(this);
    clear();
    for (const Workspace::Environment &environment : m_workspace->environments()) {
        addItem(titleOf(environment), environment.name);
        const int row = count() - 1;
        if (environment.risk != Workspace::Risk::Normal)
            setItemData(row, textColor(textColor(environment.risk), palette()), Qt::ForegroundRole);
        QStringList parts {environment.region, environment.endpoint};
        parts.removeAll(QString());
        setItemData(row, parts.join(u" · "_s), Qt::ToolTipRole);
    }
    showChosen();
}

void EnvironmentSelector::showChosen()
{
    setCurrentIndex(findData(m_workspace->environment().name));
    const bool isProduction = m_workspace->environment().risk == Workspace::Risk::Production;
    QPalette colors;
    if (isProduction) {
        for (const QPalette::ColorRole role : {QPalette::ButtonText, QPalette::Text, QPalette::WindowText})
            colors.setColor(role, textColor(TextColor::Bad, palette()));
    }
    setPalette(colors);
}

} // namespace Plugboard::Ui
