import { inPart, notHere, proven, type Row } from './row.ts';

const ADDRESS = 'adapters/http/address';
const GUARD = 'adapters/http/guard';
const HANDLERS = 'functions/handlers';
const HOSTILE = 'adapters/http/hostile';
const MONITOR = 'monitor/monitor';
const REACH = 'security/reach';
const REQUEST = 'adapters/http/request';
const RIGHTS = 'infra/rights';
const ROLES = 'security/roles';
const VALUES = 'promises/values';
const WORDS = 'messages/hostile';

const DRAWN = 'messages/overview/page';
const RULES = 'messages/overview/widget-rules';

/** What somebody does on purpose. */
export const ABUSES: readonly Row[] = [
  proven(
    'A1',
    'no tag sends a value to a host that the deployment does not allow',
    [VALUES, 'A1:'],
    ['monitor/inspect/where-to-ask', 'is never what only a tag says'],
  ),
  proven('A2', 'a value without the shape of its kind never leaves', [VALUES, 'A2:'], [MONITOR, '%s never leaves']),
  inPart(
    'A3',
    'a field chosen by tag leaves only with the shape of that kind, and companions are named by the kind',
    'other by design: the tag may name any field, since teams name theirs; the shape is the gate',
    [VALUES, 'A3:'],
    [REACH, 'A3: no tag names the other fields that go along: the kind does'],
  ),
  proven(
    'A4',
    'an IP literal is refused, and so is its peer',
    [GUARD, '169.254.169.254'],
    [GUARD, 'a peer that is not public gets no byte'],
  ),
  proven('A5', 'loopback and link-local services get nothing', [ADDRESS, 'an address that no token is sent to']),
  proven('A6', 'odd spellings of IPv4 are refused', [GUARD, '0x7f.1'], [GUARD, '2130706433'], [GUARD, '017700000001']),
  proven('A7', 'IPv4 inside IPv6 is judged by itself', [ADDRESS, 'an address that no token is sent to']),
  proven('A8', 'special ranges are no public address', [ADDRESS, 'an address that no token is sent to']),
  proven('A9', 'a name that changes its address is judged each time', [
    GUARD,
    'a name that changes its address between two requests is judged each time',
  ]),
  proven('A10', 'one private address refuses the name', [GUARD, 'one private address among public ones refuses all']),
  proven('A11', 'no redirect is followed', [HOSTILE, 'no redirect was followed'], [HOSTILE, 'redirect 307']),
  proven(
    'A12',
    'proxy and TLS variables change nothing, and a function refuses to start with them',
    [GUARD, 'proxy and TLS variables change nothing'],
    ['security/cold-start', 'A12:'],
    ['security/runtime', 'A12:'],
  ),
  proven('A13', 'only port 443, unless the deployment says otherwise', [GUARD, 'https://discord.com:8443/']),
  proven(
    'A14',
    'no value changes the address of its request',
    [VALUES, 'A14:'],
    [REQUEST, 'a value that cannot be sent'],
  ),
  proven(
    'A15',
    'a control character never reaches a header',
    [VALUES, 'A15:'],
    [REQUEST, 'a value that cannot be sent'],
  ),
  proven(
    'A16',
    'a look-alike host is another host',
    [GUARD, 'https://api.github.com@evil.example/'],
    ['monitor/inspect/where-to-ask', 'https://discord.com.evil.example'],
  ),
  proven('A17', 'a slow server ends at the deadline', [HOSTILE, '%s ends at the deadline of the caller']),
  proven(
    'A18',
    'an endless body ends at its cap',
    [HOSTILE, 'endless chunked body'],
    [HOSTILE, 'endless body without length'],
  ),
  proven('A19', 'a compressed answer is no answer', [HOSTILE, 'gzip bomb'], [HOSTILE, 'gzip 401']),
  proven('A20', 'headers end at their cap', [HOSTILE, '10,000 headers'], [HOSTILE, '1 MB header']),
  proven(
    'A21',
    'malformed HTTP is no answer',
    [HOSTILE, 'double content-length'],
    [HOSTILE, 'content-length and chunked'],
    [HOSTILE, 'bare line feeds'],
    [HOSTILE, 'HTTP/0.9'],
    [HOSTILE, 'garbage'],
  ),
  proven('A22', 'HTTP/2 is never agreed on', [VALUES, 'A22:']),
  proven('A23', 'an upgrade is no answer', [HOSTILE, 'upgrade 101']),
  proven(
    'A24',
    'a mirrored token is taken out',
    [HOSTILE, 'the answer is kept without the value'],
    ['leak/command', 'no value is in the output or the state'],
    [REQUEST, 'the scrubber'],
  ),
  proven('A25', 'foreign words make no mention and no link in Slack', [
    WORDS,
    'make no mention, no link and no mark-up in Slack, and break no limit',
  ]),
  notHere('A26', 'mark-up in Amazon Q, Teams, GitHub summaries', 'not built: nothing is written in these dialects'),
  proven(
    'A27',
    'a subject is one line of at most 99 ASCII characters',
    [WORDS, 'make no line break in a subject'],
    ['messages/rules', 'has a subject of at most 99 ASCII characters'],
  ),
  proven(
    'A28',
    'bidi and zero-width characters go',
    ['core/base/text', 'bidi and zero-width characters go'],
    [WORDS, 'read the same every time'],
  ),
  proven(
    'A29',
    'words of others are no markup in widget, page or file',
    [DRAWN, 'no element and no attribute is theirs'],
    ['cli/serve/hostile', 'text'],
  ),
  proven(
    'A30',
    'an action calls one of our two functions, and who draws is not who acts',
    [RULES, 'keeps the rules of CloudWatch'],
    [DRAWN, 'no element and no attribute is theirs'],
  ),
  proven('A31', 'words of others are in no style', [DRAWN, 'no element and no attribute is theirs']),
  proven(
    'A32',
    'what is no call of ours does nothing, and the role bounds what is',
    ['adapters/dashboard/asked', 'to do what there is not'],
    ['security/roles', 'A32:'],
  ),
  proven('A33', 'no deployed function takes a value from its caller: the dashboard names tokens by their ids', [
    VALUES,
    'A33:',
  ]),
  inPart(
    'A34',
    'a snooze ends after 30 days at most and never hides a dead token',
    'not built: the list of snoozes in a digest',
    [VALUES, 'A34:'],
    ['core/transition/asked-quiet', 'not longer'],
    ['core/transition/asked-quiet', 'ends at once when the token dies, and that pages'],
    ['adapters/local/quiet', 'is stored with its line of the audit and its notice'],
    ['core/transition/transition', 'a snooze never silences a dead token'],
  ),
  proven('A35', 'a flood of garbage costs no request and is one message per owner', ['promises/sweeps', 'F75, A35:']),
  proven(
    'A36',
    'whoever flips values or tags gets a few messages out of it in a day, not a flood',
    ['core/transition/transition', 'A36: whoever stores good and bad values in turn'],
    ['core/transition/transition', 'A36: whoever stores one bad value after another'],
    ['core/transition/transition', 'A36: whoever sets a wrong tag'],
  ),
  proven('A37', 'an owner tag chooses no address', [VALUES, 'A37:']),
  proven('A38', 'dimensions of metrics are closed', [
    'functions/measure',
    'lines have the fields of the table of names',
  ]),
  proven('A39', 'nothing from outside forges a log line', ['promises/process', 'A39:']),
  proven(
    'A40',
    'a name cannot move the cursor or begin a line',
    ['cli/render', 'a name cannot move the cursor, hide, reorder or begin a line of its own'],
    [WORDS, 'move no cursor of a terminal'],
  ),
  notHere('A41', 'formulas and mark-up in CSV, XML, SARIF', 'not built: JSON is the only export'),
  proven('A42', 'a long hostile value is judged at once', ['core/lint/lint', 'a long hostile value is judged at once']),
  inPart(
    'A43',
    'deep JSON and __proto__ in a secret harm nothing',
    'not built: duplicate keys are not called malformed; the last one counts, as in every JSON reader',
    [VALUES, 'A43:'],
  ),
  proven(
    'A44',
    'no name imitates the key of another, and none is too long for one',
    [VALUES, 'A44: two'],
    [VALUES, 'A44: the longest'],
  ),
  proven(
    'A45',
    'nobody but discover and probe can send a message, and IAM looks at the tag again at the read',
    ['security/queue', 'A45:'],
    [RIGHTS, 'the probe reads values of tagged secrets below the name prefix only'],
  ),
  proven(
    'A46',
    'only our roles write alerts and publish, and every service names its source',
    [RIGHTS, 'every service names its source, but for those that cannot'],
    [ROLES, 'A46:'],
  ),
  proven(
    'A47',
    'the probe role reads tagged secrets and nothing more',
    [ROLES, 'A47:'],
    [RIGHTS, 'no role has two of: list secrets, read tagged values, publish'],
    [RIGHTS, 'nobody uses the own key but through DynamoDB, SNS or SQS'],
  ),
  proven(
    'A48',
    'the notify role reads its one webhook',
    [RIGHTS, 'notify reads exactly the one webhook secret'],
    [ROLES, 'A48:'],
  ),
  proven(
    'A49',
    'logs, metrics and failed events quote nothing',
    [HANDLERS, '%s lets nothing out of an event that it does not know'],
    [HANDLERS, 'ends the process and prints the name of its class only'],
    ['leak/world', 'A49: no value is in the lines of the metrics'],
    ['e2e/monitor', 'left no value anywhere'],
  ),
  proven('A50', 'no exception quotes a value', [VALUES, 'A50:'], ['leak/exceptions', 'A50:']),
  proven(
    'A51',
    'nothing dumps the heap, opens an inspector or writes files in a function',
    [VALUES, 'A51:'],
    ['security/cold-start', 'A51:'],
    ['security/runtime', 'A51:'],
  ),
  proven('A52', 'no value is kept once its look has ended', ['security/heap', 'A52:'], ['security/runtime', 'A52:']),
  proven('A53', 'no layer, and no listener to requests', ['security/cold-start', 'A53:'], ['security/runtime', 'A53:']),
  proven('A54', 'nothing stored is made from a value', [VALUES, 'A54:']),
  proven('A55', 'no part of a value is shown', [
    'core/lint/lint',
    'no sentence holds six characters of the value in a row, beyond known prefixes',
  ]),
  proven('A56', 'no value is in a call to AWS', [
    'leak/world',
    '%s: no value is in anything that discover, probe and deliver write',
  ]),
  proven('A57', 'every probe is read-only', [VALUES, 'A57:'], ['providers/requests', 'in the one right place']),
  proven('A58', 'a dead token is asked at most daily', [
    'core/transition/transition',
    'makes the token wait longer and longer, up to a day',
  ]),
  proven(
    'A59',
    'packages are exact, hashed, without install scripts, and not there at run time',
    ['security/packages', 'A59:'],
    ['security/bundle', 'A59:'],
  ),
  proven('A60', 'workflows pin their actions and list their rights', ['security/packages', 'A60:']),
  proven('A61', 'the bundle comes out the same and of this source only', ['security/bundle', 'A61:']),
  proven(
    'A62',
    'silence of the monitor raises an alarm that needs none of our functions',
    ['security/runtime', 'A62:'],
    ['infra/alarms', 'trap 9:'],
  ),
];
