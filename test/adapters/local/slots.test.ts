import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../../adapters/local/store.ts';

const NOW = Date.UTC(2026, 10, 23, 9);

test('the same moment is given once, also after a new start; another channel has moments of its own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'slots-'));
  const file = join(folder, 'state.db');
  const first = openStore(file);
  expect(await first.takeSlot('a', 60, NOW, NOW)).toEqual({ granted: true, at: NOW });
  expect(await first.takeSlot('a', 60, NOW, NOW)).toEqual({ granted: false, freeAt: NOW + 60 });
  expect(await first.takeSlot('b', 60, NOW, NOW)).toEqual({ granted: true, at: NOW });
  first.close();

  const again = openStore(file);
  expect(await again.takeSlot('a', 60, NOW + 59, NOW + 59)).toEqual({ granted: false, freeAt: NOW + 60 });
  expect(await again.takeSlot('a', 60, NOW + 59, NOW + 70)).toEqual({ granted: true, at: NOW + 60 });
  expect(await again.takeSlot('a', 60, NOW + 120, NOW + 120)).toEqual({ granted: true, at: NOW + 120 });
  again.close();
  rmSync(folder, { recursive: true });
});
