/** What the system tells of a process. */
import { readdirSync, readFileSync } from 'node:fs'

/** Resident memory, in MB. */
export const memoryOf = (pid: number | undefined): number => megabytesOf(pid, 'VmRSS')

/** The most that it has ever been. */
export const peakMemoryOf = (pid: number | undefined): number => megabytesOf(pid, 'VmHWM')

function megabytesOf(pid: number | undefined, member: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(new RegExp(`${member}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024)
}

/** What it has used of the processors since its start, in milliseconds. */
export function processorTimeOf(pid: number | undefined): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  const used = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'))
  return used.reduce((sum, text) => sum + Number(text.split(' ')[0]) / 1e6, 0)
}
