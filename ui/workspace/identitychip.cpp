#include "ui/workspace/identitychip.h"

#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QPainter>
#include <QStyle>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int fewestLetters = 16;

} // namespace

IdentityChip::IdentityChip(Models::OpenWorkspace *workspace, QWidget *parent)
    : QLabel(parent)
    , m_workspace(workspace)
{
    setObjectName(u"identity"_s);
    setTextFormat(Qt::PlainText);
    connect(workspace, &Models::OpenWorkspace::environmentChosen, this, &IdentityChip::showIdentity);
    showIdentity();
}

void IdentityChip::setRun(std::shared_ptr<const Invocation::Run> run)
{
    m_run = std::move(run);
    showIdentity();
}

void IdentityChip::showIdentity()
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
    const bool isProduction = environment.risk == Workspace::Risk::Production;
    QStringList parts {isProduction ? tr("⚠ %1, production").arg(environment.name) : environment.name};
    parts.append(environment.region.isEmpty() ? tr("region of the request") : environment.region);
    if (!environment.endpoint.isEmpty())
        parts.append(environment.endpoint);
    // A run in the sandbox says nothing of this environment.
    const bool isKnown = m_run && !m_run->credentialSource.isEmpty() && m_run->endpointSource != "sandbox"_L1;
    parts.append(isKnown ? tr("last used: %1").arg(m_run->credentialSource)
                         : tr("credentials of the request, else the default chain"));
    setText(parts.join(u" · "_s));
    QStringList lines {text(), tr("Environment, region and credentials of the next call.")};
    if (isKnown && !m_run->endpointSource.isEmpty())
        lines.append(tr("The last call's endpoint came from: %1.").arg(m_run->endpointSource));
    setToolTip(lines.join(u'\n'));
    setTextColor(this, isProduction ? TextColor::Bad : TextColor::Normal);
}

QSize IdentityChip::minimumSizeHint() const
{
    const QSize whole = QLabel::minimumSizeHint();
    const int few = fontMetrics().averageCharWidth() * fewestLetters + 2 * margin();
    return {std::min(whole.width(), few), whole.height()};
}

void IdentityChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect room = contentsRect().marginsRemoved({margin(), margin(), margin(), margin()});
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, room.width());
    style()->drawItemText(&painter, room, int(Qt::AlignVCenter | Qt::AlignLeading), palette(), isEnabled(), shown,
                          foregroundRole());
}

} // namespace Plugboard::Ui
