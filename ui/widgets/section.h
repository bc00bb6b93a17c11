#pragma once

#include <QToolButton>
#include <QWidget>

#include <functional>

class QLabel;
class QVBoxLayout;

namespace Plugboard::Ui {

class NoticeBar;

/// A heading that opens and closes what stands below it, by mouse, Space, Left and Right. Its content is made when it is
/// opened for the first time.
class Section final : public QWidget
{
    Q_OBJECT

public:
    using Fill = std::function<void(QVBoxLayout *content)>;

    Section(const QString &title, Fill fill, QWidget *parent = nullptr);

    bool isOpen() const { return m_isOpen; }
    void setOpen(bool open);
    bool isFilled() const { return m_isFilled; }
    /// "2 findings" beside the heading, in the colour of problems; 0: none.
    void setFindingCount(int count);
    /// A dot: something in it differs from the defaults.
    void setChanged(bool changed);
    QToolButton *header() const { return m_header; }
    /// Puts it between heading and content, where it is seen while the section is closed, too; the section owns it.
    void addNote(NoticeBar *note);

signals:
    void toggled(bool open);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void describe();

    Fill m_fill;
    QToolButton *m_header;
    QLabel *m_mark;
    QWidget *m_content;
    QString m_title;
    int m_findings = 0;
    bool m_isChanged = false;
    bool m_isOpen = false;
    bool m_isFilled = false;
};

} // namespace Plugboard::Ui
