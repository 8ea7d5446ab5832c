// Finds the demonstration: the one that `cargo xtask test` started, or one of our own that ends with the tests.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** What `wotu demo --json` prints when it is ready. */
export interface Demo {
  address: string;
  sign_in: Record<'person' | 'employer' | 'officer' | 'policy_officer' | 'second_policy_officer' | 'administrator', string>;
}

/** The running demonstration. */
export function demo(): Demo {
  const said = process.env['WOTU_DEMO'];
  if (!said) throw new Error('no demonstration is running: WOTU_DEMO is not set');
  return JSON.parse(said) as Demo;
}

/** Playwright calls this once before all tests; what it returns, once after them. */
export default async function start(): Promise<(() => void) | undefined> {
  if (process.env['WOTU_DEMO']) return undefined;
  const target = process.env['CARGO_TARGET_DIR'] ?? resolve(import.meta.dirname, '../target');
  const folder = mkdtempSync(join(tmpdir(), 'wotu-e2e-'));
  const options = ['--port', '0', '--people', '2000', '--seed', '1', '--clock', '2026-11-22', '--json'];
  const child = spawn(join(target, 'debug/wotu'), ['demo', '--data', join(folder, 'demo'), ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = () => {
    child.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
  const said = await new Promise<string>((ready, failed) => {
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`wotu demo ended with ${code} before it was ready`)));
    createInterface({ input: child.stdout }).once('line', ready);
  }).catch((error: unknown) => {
    stop();
    throw error;
  });
  process.env['WOTU_DEMO'] = said;
  return stop;
}
