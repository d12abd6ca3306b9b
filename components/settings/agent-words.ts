const browsers: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrom(?:e|ium)\/|\bCriOS\/|\bHeadlessChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b|\biPad\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

const named = (agent: string, known: typeof browsers): string | undefined =>
  known.find(([pattern]) => pattern.test(agent))?.[1]

/** "Firefox on Windows"; of a program, what it calls itself. */
export function agentWords(agent: string | undefined): string {
  if (agent === undefined || agent === '') return 'Unknown program'
  const browser = named(agent, browsers)
  if (browser === undefined) return agent.split(/[\s/]/, 1)[0] || 'Unknown program'
  const system = named(agent, systems)
  return system === undefined ? browser : `${browser} on ${system}`
}
