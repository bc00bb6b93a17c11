#include "ui/forms/mnemonics_p.h"

#include <QAbstractButton>
#include <QAction>
#include <QKeySequence>
#include <QLabel>
#include <QMenuBar>

namespace Plugboard::Ui {

namespace {

QChar letterOf(const QString &text)
{
    const QKeySequence sequence = QKeySequence::mnemonic(text);
    return sequence.isEmpty() ? QChar() : QChar(sequence[0].key()).toLower();
}

} // namespace

void Mnemonics::begin(const QWidget *window, const QWidget *own)
{
    m_taken = {QChar()};
    for (const QMenuBar *bar : window->findChildren<QMenuBar *>()) {
        for (const QAction *action : bar->actions())
            m_taken.insert(letterOf(action->text()));
    }
    for (const QLabel *label : window->findChildren<QLabel *>()) {
        if (label->buddy() && label->isVisible() && !own->isAncestorOf(label))
            m_taken.insert(letterOf(label->text()));
    }
    for (const QAbstractButton *button : window->findChildren<QAbstractButton *>()) {
        if (button->isVisible() && !own->isAncestorOf(button))
            m_taken.insert(letterOf(button->text()));
    }
}

QChar Mnemonics::take(const QString &name)
{
    // The first letters of words are easier to find than others.
    for (const bool atWord : {true, false}) {
        for (qsizetype i = 0; i < name.size(); ++i) {
            const QChar letter = name.at(i).toLower();
            const bool begins = i == 0 || !name.at(i - 1).isLetterOrNumber();
            if (begins != atWord || letter < u'a' || letter > u'z' || m_taken.contains(letter))
                continue;
            m_taken.insert(letter);
            return letter;
        }
    }
    return {};
}

} // namespace Plugboard::Ui
