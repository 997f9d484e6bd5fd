/** `npm run test:template`: cfn-lint and checkov read the template; each finding is mended or has its reason in accepted.ts. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withoutPython } from '../e2e/support/left-out.ts';
import { FULL, synth } from '../infra/synth.ts';
import { hasPython, provision } from '../support/venv.ts';
import { ACCEPTED } from './accepted.ts';
import { type Finding, readCfnLint, readCheckov } from './finding.ts';
import { judge, report } from './judge.ts';

const TEMPLATES = { 'as shipped': { alertEmail: ['you@example.org'] }, 'with everything on': FULL };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Nothing of the environment goes along: checkov would look for a platform to report to. */
const ENVIRONMENT = { PATH: process.env.PATH, LANG: 'C.UTF-8' };

/** What a linter prints; it ends with anything but 0 when it found something, and prints no JSON when it failed. */
const printed = (command: string, args: readonly string[], cwd: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: ENVIRONMENT });
    const out: string[] = [];
    const errors: string[] = [];
    child.stdout.on('data', (text) => out.push(String(text)));
    child.stderr.on('data', (text) => errors.push(String(text)));
    child.on('error', reject);
    child.on('exit', () => {
      const text = out.join('').trim();
      if (/^[[{]/.test(text)) resolve(text);
      else reject(new Error(`${command} printed no findings: ${text}${errors.join('')}`));
    });
  });

const CHECKOV = ['--framework', 'cloudformation', '--compact', '--quiet', '--output', 'json', '--skip-download'];

const lint = async (
  commands: string,
  folder: string,
  settings: Record<string, unknown>,
): Promise<readonly Finding[]> => {
  const template = synth(settings).toJSON();
  const file = join(folder, 'template.json');
  writeFileSync(file, JSON.stringify(template));
  const resources = template as Parameters<typeof readCfnLint>[1];
  return [
    ...readCfnLint(await printed(join(commands, 'cfn-lint'), ['--format', 'json', file], folder), resources),
    ...readCheckov(await printed(join(commands, 'checkov'), ['--file', 'template.json', ...CHECKOV], folder)),
  ];
};

const run = async (): Promise<number> => {
  if (!hasPython(10)) return withoutPython('cfn-lint and checkov did not read the template', '3.10');
  const commands = provision('.venv-aws', 'test/e2e/requirements.txt');
  const folder = mkdtempSync(join(tmpdir(), 'token-health-lint-'));
  const findings: Finding[] = [];
  for (const [name, settings] of Object.entries(TEMPLATES)) {
    const found = await lint(commands, folder, settings);
    say(`the template ${name}: ${found.length} findings`);
    findings.push(...found);
  }
  rmSync(folder, { recursive: true });
  const wrong = report(judge(findings, ACCEPTED));
  for (const line of wrong) say(line);
  if (wrong.length === 0) say(`each has its reason, of which there are ${ACCEPTED.length}`);
  return wrong.length === 0 ? 0 : 1;
};

process.exitCode = await run();
