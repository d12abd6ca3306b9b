import { expect, test } from 'vitest'
import { configOf, propertyTypes, settingIn } from '@/components/settings/property-types'
import { checkPropertyConfig, propertyTypeNames } from '@/lib/model/entities/custom-property'

test('every type that a property may have can be chosen', () => {
  expect(propertyTypes.map(({ value }) => value).toSorted()).toEqual(propertyTypeNames.toSorted())
})

test.each([
  ['enum', 'eu\n us \n\neu', true, { values: ['eu', 'us'], multiSelect: true }],
  ['table-cp', 'metric\ntarget', false, { columns: ['metric', 'target'] }],
  ['entityReference', 'user\nteam', false, ['user', 'team']],
  ['date-cp', ' yyyy-MM-dd ', false, 'yyyy-MM-dd'],
  ['string', 'ignored', false, undefined],
])('%s keeps its setting as the API has it', (type, text, isMany, config) => {
  expect(configOf(type, text, isMany)).toEqual(config)
  expect(() => checkPropertyConfig(type, config)).not.toThrow()
  expect(configOf(type, settingIn(config).text, settingIn(config).isMany)).toEqual(config)
})
