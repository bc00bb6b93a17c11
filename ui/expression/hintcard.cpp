#include "ui/expression/hintcard.h"

#include "ui/expression/disturbance.h"
#include "ui/widgets/naming.h"

#include <QAccessible>
#include <QLabel>
#include <QScreen>
#include <QTextDocument>
#include <QToolTip>
#include <QVBoxLayout>

#include <cmath>

namespace Plugboard::Ui {

namespace {

constexpr int cardMargin = 8;
constexpr int widestCharacters = 76;

} // namespace

HintCard::HintCard(const QString &name, const QString &accessibleName, QWidget *editor)
    : QFrame(editor, Qt::ToolTip | Qt::WindowTransparentForInput)
    , m_label(named(new QLabel, name + QStringLiteral("-text"), {}))
{
    named(this, name, accessibleName);
    setAttribute(Qt::WA_ShowWithoutActivating);
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::StyledPanel);
    setBackgroundRole(QPalette::ToolTipBase);
    setForegroundRole(QPalette::ToolTipText);
    setAutoFillBackground(true);
    m_label->setForegroundRole(QPalette::ToolTipText);
    m_label->setTextFormat(Qt::RichText);
    m_label->setWordWrap(true);
    m_label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    connect(new Disturbance(this, editor), &Disturbance::happened, this, &HintCard::hide);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(cardMargin, cardMargin / 2, cardMargin, cardMargin / 2);
    column->addWidget(m_label);
}

void HintCard::tell(const QString &html, const QRect &globalPlace, Side side)
{
    setPalette(QToolTip::palette());
    const bool isNews = m_label->text() != html || isHidden();
    m_label->setText(html);
    // As wide as its longest line, within bounds; QLabel alone guesses a square.
    QTextDocument measure;
    measure.setDefaultFont(m_label->font());
    measure.setDocumentMargin(0);
    measure.setHtml(html);
    const int widest = m_label->fontMetrics().averageCharWidth() * widestCharacters;
    const int width = std::min(widest, int(std::ceil(measure.idealWidth())) + 2);
    m_label->setFixedWidth(width);
    m_label->setFixedHeight(m_label->heightForWidth(width));
    layout()->activate();
    adjustSize();

    const QRect room = parentWidget()->screen()->availableGeometry();
    const int above = globalPlace.top() - 4 - height();
    const int below = globalPlace.bottom() + 4;
    const bool fitsAbove = above >= room.top();
    const bool fitsBelow = below + height() <= room.bottom();
    const bool isAbove = side == Side::Above ? fitsAbove || !fitsBelow : !fitsBelow && fitsAbove;
    move(std::clamp(globalPlace.left(), room.left(), std::max(room.left(), room.right() - this->width())),
         isAbove ? above : below);
    show();
    if (!isNews || !QAccessible::isActive())
        return;
    m_label->setAccessibleName(measure.toPlainText());
    QAccessibleEvent alert(m_label, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString HintCard::text() const
{
    if (isHidden())
        return {};
    QTextDocument plain;
    plain.setHtml(m_label->text());
    return plain.toPlainText();
}

} // namespace Plugboard::Ui
