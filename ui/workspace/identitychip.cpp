#include "ui/workspace/identitychip.h"

#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

IdentityChip::IdentityChip(Models::OpenWorkspace *workspace, QWidget *parent)
    : QLabel(parent)
    , m_workspace(workspace)
{
    setObjectName(u"identity"_s);
    setTextFormat(Qt::PlainText);
    connect(workspace, &Models::OpenWorkspace::environmentChosen, this, &IdentityChip::update);
    update();
}

void IdentityChip::setRun(std::shared_ptr<const Invocation::Run> run)
{
    m_run = std::move(run);
    update();
}

void IdentityChip::update()
{
    const Workspace::Environment &environment = m_workspace->environment();
    if (environment.name.isEmpty())
        return setText({});
    if (environment.sandbox) {
        setText(tr("Sandbox: nothing leaves this computer"));
        setToolTip(
            tr("Requests go to the stand-in for AWS that is built into Plugboard. Its keys end with the program."));
        setTextColor(this, TextColor::Good);
        return;
    }
    QStringList parts {environment.name};
    parts.append(environment.region.isEmpty() ? tr("region of the request") : environment.region);
    if (!environment.endpoint.isEmpty())
        parts.append(environment.endpoint);
    const QString used = m_run ? m_run->credentialSource : QString();
    parts.append(used.isEmpty() ? tr("credentials of the request, else the default chain")
                                : tr("last used: %1").arg(used));
    setText(parts.join(u" · "_s));
    setToolTip(tr("Environment, region and credentials of the next call."));
    setTextColor(this, environment.risk == Workspace::Risk::Production ? TextColor::Bad : TextColor::Normal);
}

} // namespace Plugboard::Ui
