#pragma once

#include <QFrame>

class QLabel;

namespace Plugboard::Ui {

/// A small card over everything else that explains a place in a text: parameters of a function, the value of a part. Takes no
/// focus and no clicks.
class HintCard final : public QFrame
{
    Q_OBJECT

public:
    enum class Side { Above, Below };

    explicit HintCard(const QString &name, const QString &accessibleName, QWidget *editor);

    /// Shows rich text beside a place on the screen, on the other side where there is no room, and has it read.
    void tell(const QString &html, const QRect &globalPlace, Side side);
    /// What is shown, as plain text; empty while it is hidden.
    QString text() const;

private:
    QLabel *m_label;
};

} // namespace Plugboard::Ui
