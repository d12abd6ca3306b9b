import { defineProperty, expect, expectAccessible, test } from './fixtures'

test('custom properties, glossary terms and a certification are given in the form, like everything else', async ({
  signedIn: page,
  catalogue,
}) => {
  const define = (...property: [name: string, type: string, config?: unknown]) => defineProperty(catalogue, ...property)
  await define('cost.eur', 'number')
  await define('due', 'date-cp', 'yyyy-MM-dd')
  await define('zone', 'enum', { values: ['eu', 'us'] })
  await define('handbook', 'hyperlink-cp')
  await define('slo', 'table-cp', { columns: ['metric', 'target'] })
  await define('untouched', 'string')
  await catalogue.api('PUT', 'glossaries', { name: 'Business', description: 'Words' })
  await catalogue.api('PUT', 'glossaryTerms', { name: 'Revenue', glossary: 'Business', description: 'Money' })
  await catalogue.api('PUT', 'dashboards', {
    name: 'edited',
    service: 'sample_superset',
    extension: { untouched: 'as it is' },
    tags: [{ tagFQN: 'Tier.Tier1', source: 'Classification', labelType: 'Manual', state: 'Confirmed' }],
  })

  await page.goto('/dashboards/sample_superset.edited/edit')
  const cost = page.getByRole('textbox', { name: 'cost.eur' })
  await cost.fill('cheap')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'cost.eur has to be a number.' })).toBeVisible()
  await cost.fill('12.5')
  await page.getByLabel('due').fill('2026-01-01')
  await page.getByRole('combobox', { name: 'zone' }).selectOption('eu')
  await page.getByRole('textbox', { name: 'handbook', exact: true }).fill('https://wiki.example.com/sales')
  await page.getByRole('button', { name: 'Add row' }).click()
  await page.getByRole('textbox', { name: 'metric, row 1' }).fill('freshness')
  await page.getByRole('textbox', { name: 'target, row 1' }).fill('1 h')
  await page.getByRole('combobox', { name: 'Glossary terms' }).fill('Revenue')
  await page.getByRole('option', { name: /Revenue/ }).click()
  await page.getByRole('combobox', { name: 'Certification' }).fill('Gold')
  await page.getByRole('option', { name: /Gold/ }).first().click()
  await expect(page.getByRole('region', { name: 'What will happen' })).toContainText('7 fields will change')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save changes' }).click()

  const facts = page.getByRole('complementary', { name: 'Facts' })
  await expect(facts).toContainText('12.5')
  await expect(facts.getByRole('cell', { name: 'freshness' })).toBeVisible()
  await expect(facts.getByRole('link', { name: /wiki\.example\.com\/sales/ })).toBeVisible()
  await expect(facts).not.toContainText('{')
  const stored = await catalogue.api('GET', 'dashboards/name/sample_superset.edited?fields=extension,tags')
  expect(stored.extension).toEqual({
    'cost.eur': 12.5,
    due: '2026-01-01',
    zone: ['eu'],
    handbook: { url: 'https://wiki.example.com/sales' },
    slo: { rows: [{ metric: 'freshness', target: '1 h' }] },
    untouched: 'as it is',
  })
  const labels = stored.tags as { tagFQN: string }[] // as the API has them
  expect(labels.map(({ tagFQN }) => tagFQN).toSorted()).toEqual(['Business.Revenue', 'Tier.Tier1'])
  expect(stored.certification).toMatchObject({ tagLabel: { tagFQN: 'Certification.Gold' } })

  await page.goto('/dashboards/sample_superset.edited?tab=versions')
  await page.getByRole('button', { name: /Version 0\.2/ }).click()
  await expect(page.getByRole('region', { name: 'Changes to cost.eur' })).toContainText('12.5')
  await expect(page.getByRole('region', { name: 'Changes to slo' })).toContainText('metric: freshness')
})

test('a new dashboard is given them too, and a duplicate has them', async ({ signedIn: page, catalogue }) => {
  await page.goto('/dashboards/new?from=sample_superset.edited&name=copied')
  await expect(page.getByRole('textbox', { name: 'cost.eur' })).toHaveValue('12.5')
  await page.getByRole('textbox', { name: 'cost.eur' }).fill('13')
  await page.getByRole('button', { name: 'Create dashboard' }).click()
  await expect(page.getByRole('heading', { name: 'copied', level: 1 })).toBeVisible()
  const stored = await catalogue.api('GET', 'dashboards/name/sample_superset.copied?fields=extension')
  expect(stored.extension).toMatchObject({ 'cost.eur': 13, zone: ['eu'], untouched: 'as it is' })
})
