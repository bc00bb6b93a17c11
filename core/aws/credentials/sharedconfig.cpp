#include "core/aws/credentials/sharedconfig.h"

#include <QFile>
#include <QList>

#include <algorithm>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

bool isName(QByteArrayView text)
{
    constexpr QByteArrayView others = "-_/.%@:+";
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || others.contains(c);
    });
}

/// A comment behind a value begins with "#" or ";" after white space.
QByteArray withoutComment(QByteArrayView text)
{
    for (qsizetype i = 1; i < text.size(); ++i)
        if ((text[i] == '#' || text[i] == ';') && isBlank(text[i - 1]))
            return text.first(i).toByteArray().trimmed();
    return text.toByteArray().trimmed();
}

enum class SharedFile {
    Config,
    Credentials,
};

/// One of the two files, line by line, into the sections of both.
class SharedFileParser final
{
public:
    SharedFileParser(SharedFile file, SharedConfig &config)
        : m_file(file)
        , m_config(config)
    {
    }

    Result<Done> parse(QByteArrayView text)
    {
        const QList<QByteArray> lines = text.toByteArray().split('\n');
        for (const QByteArray &line : lines) {
            ++m_line;
            const QByteArray trimmed = line.trimmed();
            if (trimmed.isEmpty() || line.startsWith('#') || line.startsWith(';'))
                continue;
            if (line.startsWith('['))
                openSection(trimmed);
            else if (isBlank(line.front()))
                continueProperty(trimmed);
            else
                readProperty(trimmed);
            if (!m_problem.isEmpty())
                return Error {Stage::Credentials, ErrorCode::Syntax, m_problem, place()};
        }
        return Done {};
    }

private:
    QString place() const { return (m_file == SharedFile::Config ? u"config:%1"_s : u"credentials:%1"_s).arg(m_line); }

    void openSection(const QByteArray &line)
    {
        m_key.clear();
        m_section = nullptr;
        m_ignored = false;
        const qsizetype end = line.indexOf(']');
        if (end < 0) {
            m_problem = u"profile definition must end with ']'"_s;
            return;
        }
        const QByteArray inner = line.sliced(1, end - 1).trimmed();
        const auto blank = std::find_if(inner.begin(), inner.end(), isBlank);
        const QByteArray kind = inner.first(blank - inner.begin());
        const bool prefixed = m_file == SharedFile::Config && inner != "default";
        const QByteArray name = prefixed ? inner.sliced(kind.size()).trimmed() : inner;
        m_section = prefixed ? sectionsOf(kind) : &m_config.profiles;
        if (m_section == nullptr || !isName(name)) {
            m_config.warnings.append(
                u"%1: \"[%2]\" names no profile and is left out"_s.arg(place(), QString::fromUtf8(inner)));
            m_ignored = true;
            return;
        }
        // [profile default] counts instead of [default], wherever they stand.
        const bool isDefault = m_section == &m_config.profiles && m_file == SharedFile::Config && name == "default";
        if (isDefault && prefixed && !m_prefixedDefault) {
            m_prefixedDefault = true;
            m_config.profiles = m_config.profiles.without("default");
        }
        m_ignored = isDefault && !prefixed && m_prefixedDefault;
        m_name = name;
        if (!m_ignored && !m_section->find(name))
            *m_section = m_section->with(name, Value::context(Value::Entries {}));
    }

    Value *sectionsOf(QByteArrayView kind)
    {
        if (kind == "profile")
            return &m_config.profiles;
        if (kind == "sso-session")
            return &m_config.ssoSessions;
        return kind == "services" ? &m_config.services : nullptr;
    }

    void readProperty(const QByteArray &line)
    {
        m_key.clear();
        if (m_ignored)
            return;
        const qsizetype equals = line.indexOf('=');
        const QByteArray key = line.first(std::max<qsizetype>(equals, 0)).trimmed().toLower();
        if (m_section == nullptr)
            m_problem = u"expected a profile definition before the first property"_s;
        else if (equals < 0)
            m_problem = u"expected an '=' sign defining a property"_s;
        else if (key.isEmpty())
            m_problem = u"property did not have a name"_s;
        if (!m_problem.isEmpty())
            return;
        m_keyIgnored = !isName(key);
        m_key = key;
        if (m_keyIgnored)
            m_config.warnings.append(u"%1: \"%2\" is no name of a property"_s.arg(place(), QString::fromUtf8(key)));
        else
            set(withoutComment(line.sliced(equals + 1)));
    }

    void continueProperty(const QByteArray &line)
    {
        if (m_ignored || (m_keyIgnored && !m_key.isEmpty()))
            return;
        if (m_key.isEmpty()) {
            m_problem = u"expected a property definition, found continuation"_s;
            return;
        }
        const QByteArray known = (*m_section)[m_name][m_key].utf8().toByteArray();
        if (known.isEmpty() || known.startsWith('\n')) {
            const qsizetype equals = line.indexOf('=');
            if (equals < 0)
                m_problem = u"expected an '=' sign defining a sub-property"_s;
            else if (line.first(equals).trimmed().isEmpty())
                m_problem = u"sub-property did not have a name"_s;
        }
        set(known + '\n' + line);
    }

    /// Not valid UTF-8 is replaced as QString does it.
    void set(const QByteArray &value)
    {
        *m_section = m_section->with(m_name, (*m_section)[m_name].with(m_key, Value::string(QString::fromUtf8(value))));
    }

    SharedFile m_file;
    SharedConfig &m_config;
    int m_line = 0;
    Value *m_section = nullptr; ///< The kind that the current section is of
    QByteArray m_name; ///< Of the current section
    QByteArray m_key; ///< Of the property that indented lines continue
    bool m_ignored = false;
    bool m_keyIgnored = false;
    bool m_prefixedDefault = false;
    QString m_problem;
};

QByteArray textOfFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

Result<SharedConfig> parseSharedConfig(QByteArrayView configText, QByteArrayView credentialsText)
{
    const Value none = Value::context(Value::Entries {});
    SharedConfig config {none, none, none, {}};
    if (const Result<Done> done = SharedFileParser(SharedFile::Config, config).parse(configText); !done)
        return done.error();
    if (const Result<Done> done = SharedFileParser(SharedFile::Credentials, config).parse(credentialsText); !done)
        return done.error();
    return config;
}

Result<SharedConfig> readSharedConfig(const QProcessEnvironment &environment)
{
    const QString home = environment.value(u"HOME"_s);
    const auto text = [&](const QString &variable, const QString &usual) {
        const QString path = environment.value(variable);
        if (!path.isEmpty())
            return textOfFile(path);
        return home.isEmpty() ? QByteArray() : textOfFile(home + usual);
    };
    return parseSharedConfig(text(u"AWS_CONFIG_FILE"_s, u"/.aws/config"_s),
                             text(u"AWS_SHARED_CREDENTIALS_FILE"_s, u"/.aws/credentials"_s));
}

QString sharedProfileName(const QProcessEnvironment &environment)
{
    for (const QString &variable : {u"AWS_PROFILE"_s, u"AWS_DEFAULT_PROFILE"_s})
        if (const QString name = environment.value(variable).trimmed(); !name.isEmpty())
            return name;
    return u"default"_s;
}

Value sharedNested(const Value &section)
{
    Value::Entries entries;
    for (qsizetype i = 0; i < section.size(); ++i) {
        const Value value = section.valueAt(i);
        if (!value.utf8().startsWith('\n')) {
            entries.emplace_back(section.keyAt(i).toByteArray(), value);
            continue;
        }
        ContextBuilder nested;
        const QList<QByteArray> lines = value.utf8().toByteArray().split('\n');
        for (const QByteArray &line : lines.sliced(1)) {
            const qsizetype equals = line.indexOf('=');
            nested.set(line.first(equals).trimmed().toLower(), Value::utf8(line.sliced(equals + 1).trimmed()));
        }
        entries.emplace_back(section.keyAt(i).toByteArray(), nested.build());
    }
    return Value::context(std::move(entries));
}

} // namespace Plugboard::Aws
