import { cookies } from 'next/headers'
import { type Choice, type Look, parseLook } from '@/components/shell/look'
import { lookCookie } from '@/lib/cookies'

/** What the person has chosen for their pages in this browser. */
export async function chosenLooks(): Promise<{ readonly [Of in Look]: Choice<Of> }> {
  const jar = await cookies()
  const chosen = <Of extends Look>(look: Of) => parseLook(look, jar.get(lookCookie(look))?.value)
  return { theme: chosen('theme'), density: chosen('density'), dates: chosen('dates'), zone: chosen('zone') }
}
