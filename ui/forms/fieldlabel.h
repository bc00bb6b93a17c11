#pragma once

#include <QLabel>

namespace Plugboard::Ui {

/// The name of a field above its editor, with a mnemonic. A dotted line under it says that there is help: a click opens it,
/// or Shift+F1 in the editor.
class FieldLabel final : public QLabel
{
    Q_OBJECT

public:
    FieldLabel(const QString &name, const QString &helpHtml, QWidget *parent = nullptr);

    const QString &name() const { return m_name; }
    /// A letter of the name that moves the focus together with Alt; null: none.
    void setMnemonic(QChar letter);
    void showHelp();
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString shownText() const;
    QRect textRect() const;

    QString m_name;
};

} // namespace Plugboard::Ui
