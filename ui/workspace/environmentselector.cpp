#include "ui/workspace/environmentselector.h"

#include "ui/widgets/naming.h"

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

void EnvironmentSelector::showEnvironments()
{
    clear();
    for (const Workspace::Environment &environment : m_workspace->environments())
        addItem(titleOf(environment), environment.name);
    showChosen();
}

void EnvironmentSelector::showChosen()
{
    setCurrentIndex(findData(m_workspace->environment().name));
}

} // namespace Plugboard::Ui
