#pragma once

#include <QSet>
#include <QString>

class QWidget;

namespace Plugboard::Ui {

/// Gives names a letter each that nothing else in the window uses with Alt, as long as there are some.
class Mnemonics final
{
public:
    /// What a window's menus, labels and buttons use is not given. Rows of `own` do not count.
    void begin(const QWidget *window, const QWidget *own);
    /// Null: none of the name's letters is free.
    QChar take(const QString &name);

private:
    QSet<QChar> m_taken;
};

} // namespace Plugboard::Ui
