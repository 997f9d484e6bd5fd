import { problemLine } from '../../adapters/issuers/catalogue.ts';
import { type CheckedFolder, checkFolder } from '../../adapters/issuers/check-folder.ts';
import { plain } from '../render/plain.ts';
import { plural } from '../render/summary.ts';
import { withoutTokens } from '../render/without-tokens.ts';

/** `token-health providers --check FOLDER`: what is wrong with issuers of one's own, by line; else what they are. Gives the exit code. */
export const checkIssuers = (folder: string, json: boolean): number => {
  const checked = checkFolder(folder);
  const lines = json ? [jsonOf(checked)] : linesOf(checked, folder);
  process.stdout.write(`${lines.join('\n')}\n`);
  return checked.problems.length === 0 ? 0 : 2;
};

const linesOf = ({ issuers, problems }: CheckedFolder, folder: string): readonly string[] => {
  if (problems.length > 0)
    return [
      ...problems.map((problem) => withoutTokens(plain(problemLine(problem)))),
      '',
      `${plural(problems.length, 'problem')}.`,
    ];
  return [
    ...issuers.map(
      ({ description: { id, name, kinds }, answers }) =>
        `${id}  ${plain(name)}: ${kinds.map((kind) => `${id}.${kind.id}`).join(', ')}; ${
          answers === 0
            ? `no answers on record: put some into ${id}.exchanges.yaml`
            : `${plural(answers, 'recorded answer')} read as expected`
        }`,
    ),
    '',
    `${plural(issuers.length, 'issuer')}, nothing wrong. Use ${issuers.length === 1 ? 'it' : 'them'}: token-health check --issuers ${plain(folder)}`,
  ];
};

/** The documented schema of docs/issuers.md. */
const jsonOf = ({ issuers, problems }: CheckedFolder): string =>
  JSON.stringify(
    {
      schemaVersion: 1,
      issuers: issuers.map(({ description: { id, kinds }, answers }) => ({
        id,
        kinds: kinds.map((kind) => `${id}.${kind.id}`),
        recordedAnswers: answers,
      })),
      problems: problems.map(({ says, where, ...place }) => ({ ...place, where: withoutTokens(where), says })),
    },
    null,
    2,
  );
