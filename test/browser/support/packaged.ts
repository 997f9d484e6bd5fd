import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflate } from '@sparticuz/chromium';
import { ROOT } from '../../support/venv.ts';
import type { Startable } from './find-browser.ts';

const PACKAGE = join(ROOT, 'node_modules/@sparticuz/chromium');
const CACHE = join(ROOT, 'node_modules/.cache/chromium');

/** The browser, a font, and the libraries that a small machine lacks. */
const ARCHIVES = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'];

/** Its font beside those of the machine, which may have none: text without any takes no room. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts/fonts</dir>
</fontconfig>
`;

const unpack = async (folder: string): Promise<void> => {
  // The only way to tell the package where.
  const { TMPDIR = '/tmp' } = process.env;
  process.env.TMPDIR = folder;
  await Promise.all(ARCHIVES.map((archive) => inflate(join(PACKAGE, 'bin', archive))));
  process.env.TMPDIR = TMPDIR;
  writeFileSync(join(folder, 'fonts.conf'), FONTS);
};

/** Moved into its place when whole: a run that was cut short leaves no half of a browser, and of two at once one is first. */
const unpackOnce = async (place: string): Promise<void> => {
  if (existsSync(place)) return;
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'half-'));
  await unpack(folder);
  try {
    renameSync(folder, place);
  } catch (cause) {
    rmSync(folder, { recursive: true });
    if (!existsSync(place)) throw cause;
  }
};

const versionOf = (manifest: string): string =>
  (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version;

/** The package's browser, first with the libraries of the machine, then with its own. It is for Linux on x64 alone. */
export const packaged = async (): Promise<readonly Startable[]> => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return [];
  const place = join(CACHE, versionOf(join(PACKAGE, 'package.json')));
  await unpackOnce(place);
  const path = join(place, 'chromium');
  const env = { FONTCONFIG_FILE: join(place, 'fonts.conf') };
  return [
    { path, env },
    { path, env: { ...env, LD_LIBRARY_PATH: join(place, 'al2023/lib') } },
  ];
};
