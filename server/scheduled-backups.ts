/** Copies of the embedded database at regular times, of which the latest ones are kept. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { setPriority } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Task } from '../lib/background.ts'

const hourMs = 60 * 60 * 1000
const lowPriority = 10

export interface BackupPlan {
  /** Absolute. */
  readonly directory: string
  readonly everyHours: number
  readonly keep: number
}

/** Is due at once when the latest copy is older than it should be; one that fails is tried again in an hour. */
export function backupTask(plan: BackupPlan, copy: (file: string) => Copying = copyInBackground): Task {
  mkdirSync(plan.directory, { recursive: true })
  return {
    name: `copying the database to ${plan.directory}`,
    wait: (failed) => (failed ? Math.min(plan.everyHours * hourMs, hourMs) : dueAt(plan) - Date.now()),
    run: async (signal) => {
      const { done, cancel } = copy(join(plan.directory, nameOf(new Date())))
      signal.addEventListener('abort', cancel, { once: true })
      try {
        await done
      } finally {
        signal.removeEventListener('abort', cancel)
      }
      prune(plan)
    },
  }
}

export interface Copying {
  readonly done: Promise<void>
  cancel(): void
}

/** Sorts by time. */
const nameOf = (time: Date): string => `catalog-${time.toISOString().replaceAll(/[:.]/g, '-')}.db`
const pattern = /^catalog-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z\.db$/

/** Ours alone: what else lies there is nobody's to delete. */
const copiesIn = (directory: string): string[] =>
  readdirSync(directory)
    .filter((name) => pattern.test(name))
    .toSorted()

function dueAt({ directory, everyHours }: BackupPlan): number {
  const latest = copiesIn(directory).at(-1)
  if (latest === undefined) return 0
  return Date.parse(latest.replace(pattern, '$1T$2:$3:$4.$5Z')) + everyHours * hourMs
}

function prune({ directory, keep }: BackupPlan): void {
  for (const name of copiesIn(directory).slice(0, -keep)) rmSync(join(directory, name), { force: true })
}

function copyInBackground(file: string): Copying {
  const script = join(dirname(fileURLToPath(import.meta.url)), 'back-up.ts')
  const child: ChildProcess = spawn(process.execPath, [script, file], { stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    if (child.pid !== undefined) setPriority(child.pid, lowPriority)
  } catch {
    // Gone already, or not allowed: it runs as it is.
  }
  let output = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const done = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(output.trim() || `it ended with ${code}`))))
  })
  return { done, cancel: () => child.kill() }
}
