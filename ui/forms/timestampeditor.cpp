#include "ui/forms/editors_p.h"
#include "ui/widgets/naming.h"

#include <QCalendarWidget>
#include <QDateTime>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTimeEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <limits>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

/// The moment a text stands for, in UTC; now, if it is none yet.
QDateTime momentOf(const QString &text)
{
    bool isNumber = false;
    const double seconds = text.trimmed().toDouble(&isNumber);
    QDateTime moment = isNumber ? QDateTime::fromMSecsSinceEpoch(qint64(seconds * 1000), Qt::UTC)
                                : QDateTime::fromString(text.trimmed(), Qt::ISODateWithMs);
    if (moment.timeSpec() == Qt::LocalTime)
        moment.setTimeSpec(Qt::UTC); // Without a zone, AWS means UTC
    return moment.isValid() ? moment.toUTC() : QDateTime::currentDateTimeUtc();
}

/// A calendar and a clock, in UTC as the services count.
class MomentPicker final : public QFrame
{
public:
    explicit MomentPicker(QWidget *parent)
        : QFrame(parent, Qt::Popup)
        , m_calendar(named(new QCalendarWidget, u"picker-date"_s, FieldEditor::tr("Date")))
        , m_time(named(new QTimeEdit, u"picker-time"_s, FieldEditor::tr("Time, UTC")))
        , m_use(named(new QPushButton(FieldEditor::tr("&Use")), u"picker-use"_s, FieldEditor::tr("Use this time")))
        , m_now(named(new QPushButton(FieldEditor::tr("&Now")), u"picker-now"_s, FieldEditor::tr("Set to now")))
    {
        setFrameShape(QFrame::StyledPanel);
        m_time->setDisplayFormat(u"HH:mm:ss"_s);
        m_use->setDefault(true);
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(8, 8, 8, 8);
        column->addWidget(m_calendar);
        auto *line = new QHBoxLayout;
        line->addWidget(m_time);
        line->addWidget(m_now);
        line->addStretch();
        line->addWidget(m_use);
        column->addLayout(line);
        connect(m_now, &QPushButton::clicked, this, [this] { show(QDateTime::currentDateTimeUtc()); });
    }

    void show(const QDateTime &moment)
    {
        m_calendar->setSelectedDate(moment.date());
        m_time->setTime(moment.time());
    }
    QString text() const
    {
        return m_calendar->selectedDate().toString(Qt::ISODate) + u'T' + m_time->time().toString(u"HH:mm:ss"_s) + u'Z';
    }
    QPushButton *use() const { return m_use; }
    QCalendarWidget *calendar() const { return m_calendar; }

private:
    QCalendarWidget *m_calendar;
    QTimeEdit *m_time;
    QPushButton *m_use;
    QPushButton *m_now;
};

/// Free text, with a picker beside it: epoch seconds, ISO 8601 and references stay as they are typed.
class TimestampEditor final : public FieldEditor
{
public:
    TimestampEditor(const Form::Field &field, QWidget *parent)
        : FieldEditor(parent)
        , m_line(new QLineEdit)
    {
        m_line->setMaxLength(std::numeric_limits<int>::max());
        m_line->setPlaceholderText(field.placeholder.isEmpty() ? u"2027-01-31T12:00:00Z"_s : field.placeholder);
        auto *pick = named(new QToolButton, u"pick-"_s + field.path, tr("Choose a time for %1").arg(field.label));
        pick->setText(u"…"_s);
        pick->setToolTip(tr("Choose date and time (Alt+Down)."));
        pick->setShortcut(QKeySequence());
        QHBoxLayout *row = editorRow(this);
        row->addWidget(m_line);
        row->addWidget(pick);
        setFocusProxy(m_line);
        m_line->installEventFilter(this);
        connect(m_line, &QLineEdit::textChanged, this, &FieldEditor::edited);
        connect(pick, &QToolButton::clicked, this, &TimestampEditor::openPicker);
    }

    void setText(const QString &text) override
    {
        if (m_line->text() == text)
            return;
        const QSignalBlocker quiet(m_line);
        m_line->setText(text);
        m_line->home(false);
    }
    void moveToEnd() override { m_line->end(false); }
    QWidget *input() const override { return m_line; }
    QMenu *makeMenu() const override { return m_line->createStandardContextMenu(); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::KeyPress) {
            const auto *key = static_cast<QKeyEvent *>(event);
            if (key->key() == Qt::Key_Down && key->modifiers() == Qt::AltModifier) {
                openPicker();
                return true;
            }
        }
        return FieldEditor::eventFilter(watched, event);
    }

private:
    void openPicker()
    {
        auto *picker = new MomentPicker(this);
        picker->setAttribute(Qt::WA_DeleteOnClose);
        picker->show(momentOf(m_line->text()));
        const auto take = [this, picker] {
            m_line->setText(picker->text());
            picker->close();
            m_line->setFocus();
        };
        connect(picker->use(), &QPushButton::clicked, this, take);
        connect(picker->calendar(), &QCalendarWidget::activated, this, take);
        picker->move(m_line->mapToGlobal(QPoint(0, m_line->height())));
        static_cast<QWidget *>(picker)->show();
        picker->calendar()->setFocus();
    }

    QLineEdit *m_line;
};

} // namespace

FieldEditor *makeTimestampEditor(const Form::Field &field, QWidget *parent)
{
    return new TimestampEditor(field, parent);
}

} // namespace Plugboard::Ui
