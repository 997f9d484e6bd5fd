import { writeFileSync } from 'node:fs';
import { PROMISES, type Promised, SILENT } from './promises.ts';
import { type Row, standingOf } from './row.ts';
import { ROWS } from './rows.ts';

const HEAD = `# Promises

What you may rely on, the number, and the test behind it. F and A are rows of our catalogues of 88 faults and 62 abuses, L are ways to lose alerts
without a word although nothing breaks; each row is
one line of \`npm run promises\`, which runs the tests and prints row, test and result. A row counts as proven only when its
test ran and would fail if the behaviour broke. This page is written from the same list; a test compares the two.

\`%s\` in the name of a test stands for the sentences of its table.
`;

const NOT_PROMISED = `## Not promised

- That a mail of SNS reaches an inbox: SNS tries 50 times in 6 hours, then the message lies in our dead-letter queue.
- That values are wiped from memory: JavaScript cannot. They live as long as one look.
- That a secret changed in the last five minutes is already listed. A rotation is seen at once by its own event.
- What only a real account can show: that IAM and SNS do what the template says, and that alarms fire.
`;

const rowOf = (id: string): Row => {
  const row = ROWS.find((one) => one.id === id);
  if (row === undefined) throw new Error(`there is no row ${id}`);
  return row;
};

const proofLines = ({ id, what, tests, not }: Row): readonly string[] => [
  `- **${id}** ${what}${not === undefined ? '' : ` (in part: ${not})`}`,
  ...tests.map(({ file, name }) => `  - [${file}](../${file}): \`${name}\``),
];

const section = ({ promise, number, rows, where }: Promised): string =>
  [`## ${promise}`, '', `${sentence(number)}. Shown ${where}.`, '', ...rows.map(rowOf).flatMap(proofLines), ''].join(
    '\n',
  );

/** One line a loss: its number, what holds, and the test that fails when the mend is taken out. */
const silent = (): string =>
  [
    '## Silent losses',
    '',
    'What would lose alerts in a real account without a word, and the tests that fail when its mend is taken out.',
    '',
    '| | What holds | Tests |',
    '| --- | --- | --- |',
    ...SILENT.map(rowOf).map(({ id, what, tests }) => `| ${id} | ${what} | ${tests.map(cellOf).join('<br>')} |`),
    '',
  ].join('\n');

const cellOf = ({ file, name }: Row['tests'][number]): string => `[${file.slice('test/'.length)}](../${file}): ${name}`;

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const reasons = (title: string, rows: readonly Row[]): string =>
  [`## ${title}`, '', ...rows.map(({ id, what, not }) => `- **${id}** ${what}: ${not}`), ''].join('\n');

/** The whole of docs/promises.md. */
export const page = (): string => {
  const of = (standing: ReturnType<typeof standingOf>) => ROWS.filter((row) => standingOf(row) === standing);
  const counts = `Of ${ROWS.length} rows ${of('proven').length} are proven, ${of('in part').length} in part, and ${of('not here').length} not here.`;
  return [
    HEAD,
    `${counts}\n`,
    ...PROMISES.map(section),
    silent(),
    NOT_PROMISED,
    reasons('Proven in part', of('in part')),
    reasons('Not proven here', of('not here')),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
};

/** Writes the page anew when told so. */
export const generated = (text: string): string => {
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync('docs/promises.md', text);
  return text;
};
