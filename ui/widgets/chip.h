#pragma once

#include <QLabel>

namespace Plugboard::Ui {

/// A short word in a rounded frame beside what it tells about: "secret AWS_KEY".
class Chip final : public QLabel
{
    Q_OBJECT

public:
    explicit Chip(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace Plugboard::Ui
