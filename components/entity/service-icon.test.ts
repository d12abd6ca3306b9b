import { expect, test } from 'vitest'
import { withLogo } from '@/components/entity/service-icon'
import { logoNames, logoSprite } from '@/components/entity/service-logos'

test('every kind of service that shows a logo has one', () => {
  expect([...withLogo].toSorted()).toEqual(logoNames.toSorted())
  for (const name of withLogo) expect(logoSprite).toContain(`<symbol id="${name}" viewBox="0 0 24 24"><path fill="#`)
})
