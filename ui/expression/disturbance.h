#pragma once

#include <QObject>

class QWidget;

namespace Plugboard::Ui {

/// Tells when something open beside an editor would stand in the wrong place: the window moved, the wheel was turned or a
/// button pressed elsewhere. Listens while `open` is shown; belongs to it.
class Disturbance final : public QObject
{
    Q_OBJECT

public:
    Disturbance(QWidget *open, QWidget *editor);

signals:
    void happened();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isElsewhere(QObject *watched) const;

    QWidget *m_open;
    QWidget *m_editor;
};

} // namespace Plugboard::Ui
