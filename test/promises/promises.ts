import { LOSSES } from './losses.ts';

/** What a user may rely on, in the order of worth, and the rows that stand behind it. */
export type Promised = {
  readonly promise: string;
  readonly number: string;
  readonly rows: readonly string[];
  readonly where: string;
};

export const PROMISES: readonly Promised[] = [
  {
    promise: 'No alert is lost',
    number:
      'what is stored is told: every alert reaches every channel at least once, also when the stream shows nothing and a channel is down for a week; waits between tries grow to one hour and never end',
    rows: ['F47', 'F55', 'F57', 'F58', 'F64', 'F65', 'F69'],
    where:
      'in process with the real store, over 10,000 random histories of the simulation, and against a loopback server that speaks the protocol of DynamoDB',
  },
  {
    promise: 'No repeats',
    number: 'at most one extra copy for each crash between sending and marking, with the same id and the same bytes',
    rows: ['F13', 'F45', 'F56', 'F57', 'F59', 'F60'],
    where: 'in process with the real store, and over 10,000 random histories of the simulation',
  },
  {
    promise: 'No flood',
    number:
      'first sights are one message per owner, 300 bad tokens included; a threshold is told once; what comes and goes is told once as such and then not until it has stayed the same for a day; at most 8 publishes a second',
    rows: ['F43', 'F75', 'F76', 'F77', 'A35', 'A36', 'L16'],
    where: 'in process, virtual clock',
  },
  {
    promise: 'No false death',
    number:
      'no status by itself, no page, no cut, compressed, redirected or malformed answer and no failure of DNS, TLS or network says that a token is dead; an issuer that suddenly refuses most of three or more tokens that worked is not believed for two hours',
    rows: ['F32', 'F33', 'F34', 'F35', 'F36', 'F37', 'F38', 'F39', 'F41', 'F86'],
    where:
      'loopback servers; every kind against every status; 2,000 histories of the simulation in which an issuer refuses everybody',
  },
  {
    promise: 'The truth in time',
    number:
      'a death is told at the sweep that sees it plus the second look 3 minutes later; a threshold at the first sweep after it',
    rows: ['F2', 'F40', 'F42', 'F43', 'F44', 'F83'],
    where: 'in process, virtual clock',
  },
  {
    promise: 'A rotation is never blamed',
    number: 'no alert for a rotation that ends before any of the six steps of a probe',
    rows: ['F14', 'F29', 'F30', 'F31', 'F84', 'F85'],
    where: 'in process',
  },
  {
    promise: 'No value leaves but to its issuer',
    number:
      'no request for a value without the shape of its kind; no part of a value in a log, error, record, alert or text',
    rows: ['A2', 'A14', 'A15', 'A24', 'A49', 'A50', 'A52', 'A54', 'A55', 'A56'],
    where: 'in process and loopback servers',
  },
  {
    promise: 'It cannot be aimed',
    number:
      'no request to a host that is neither the own one of the issuer nor listed by the deployment, for all tags, DNS answers and redirects',
    rows: ['A1', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9', 'A10', 'A11', 'A13', 'A16'],
    where: 'in process and loopback servers',
  },
  {
    promise: 'Bounded per probe',
    number: 'at most 10 s, 256 KiB of body and 16 KiB of headers, whatever the server does',
    rows: ['A17', 'A18', 'A19', 'A20', 'A21', 'A23', 'L17'],
    where: 'loopback servers',
  },
  {
    promise: 'Least rights',
    number: 'each function has a role of its own, none with two of: list secrets, read tagged values, publish',
    rows: ['A45', 'A46', 'A47', 'A48', 'L22'],
    where: 'the template; that IAM keeps it is seen in a real account only',
  },
  {
    promise: 'It tells when it is blind',
    number:
      'an alarm, by mail and to Slack, within two sweeps when none ends or none judges, within half an hour when delivery stops, and for the first message in any dead-letter queue; none on a fresh deploy',
    rows: ['F3', 'F11', 'F21', 'F50', 'F66', 'A62', 'L9', 'L10', 'L11', 'L12', 'L13', 'L14', 'L15', 'L20', 'L21'],
    where: 'the template, whose alarms are evaluated as CloudWatch documents it; that they fire in a real account only',
  },
  {
    promise: 'No setting loses alerts without a word',
    number: 'what a setting would lose fails the synth with its key and the remedy, or is warned of at each synth',
    rows: ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'L7', 'L8', 'L18', 'L19'],
    where: 'synth and template, in process',
  },
  {
    promise: 'It survives upgrade and roll-back',
    number: 'every shape ever shipped is read; a later one fails and is tried again',
    rows: ['F78', 'F79', 'F80', 'F81'],
    where: 'in process, golden texts',
  },
];

/** What a real account would lose without a word, and no emulator shows: what is told to nobody, what stops, what floods, what AWS does otherwise. */
export const SILENT: readonly string[] = [
  ...['F68', 'F64', 'F65', 'F66', 'F67'],
  ...['F1', 'F5', 'F9', 'F11', 'F75', 'F77'],
  ...LOSSES.map(({ id }) => id),
];
