import { expect, expectAccessible, expectNoOverflow, fillByKeys, press, tabTo, test } from './fixtures'

test.describe.configure({ mode: 'serial', timeout: 120_000 })

const picture = 'https://pictures.example.invalid/logo.png'

test('a tag is given a colour and an icon by keys, and the dot stands on the badge of what carries it', async ({
  signedIn: page,
  catalogue,
}) => {
  await catalogue.api('PUT', 'classifications', { name: 'Audience', description: 'Whom it is for' })
  await catalogue.api('PUT', 'tags', { name: 'Board', classification: 'Audience', description: 'For the board' })
  await catalogue.api('PUT', 'dashboards', {
    name: 'coloured',
    displayName: 'Coloured dashboard',
    service: 'sample_superset',
    tags: [{ tagFQN: 'Audience.Board', source: 'Classification', labelType: 'Manual', state: 'Confirmed' }],
  })
  await page.goto('/tags/Audience.Board?tab=details')
  await expect(page.getByText('No colour and icon')).toBeAttached()
  await page.goto('/tags/Audience.Board/edit')
  const colours = page.getByRole('radiogroup', { name: 'Colour' })
  await colours.getByRole('radio', { name: 'None' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(colours.getByRole('radio', { name: 'Red' })).toBeChecked()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect(colours.getByRole('radio', { name: 'Other' })).toBeChecked()

  // What is no colour is refused in words.
  await page.keyboard.press('Tab')
  await expect(page.getByRole('textbox', { name: 'Other colour' })).toBeFocused()
  await page.keyboard.type('reddish')
  await page.keyboard.press('Enter')
  await expect(page.getByText('such as #1f6feb').first()).toBeVisible()
  await expectAccessible(page)
  const problem = page.getByRole('link', { name: /A colour of its own/ })
  await problem.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Other colour' })).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('#8e4ec6')
  await page.keyboard.press('Tab')
  const icons = page.getByRole('radiogroup', { name: 'Icon' })
  await expect(icons.getByRole('radio', { name: 'None' })).toBeFocused()
  for (let at = 0; at < 5; at++) await page.keyboard.press('ArrowRight')
  await expect(icons.getByRole('radio', { name: 'Chart column' })).toBeChecked()
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 800 })
  await expectNoOverflow(page)
  await page.setViewportSize({ width: 1280, height: 800 })
  await tabTo(page, 'Save changes', 'button')
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'Board', level: 1, exact: true })).toBeVisible()
  const tag = await catalogue.api('GET', 'tags/name/Audience.Board')
  expect(tag.style).toEqual({ color: '#8e4ec6', iconURL: 'ChartColumn' })
  await page.getByRole('tab', { name: 'Details' }).click()
  await expect(page.getByRole('definition').filter({ hasText: 'Chart column' })).toContainText('Purple')
  await expectAccessible(page)

  await page.goto('/tags/Audience.Board?tab=versions')
  await expect(page.getByText(/Purple, icon Chart column/).first()).toBeVisible()

  await page.goto('/dashboards/sample_superset.coloured')
  const badge = page.getByRole('complementary').getByRole('link', { name: 'Board' })
  await expect(badge.locator('svg')).toHaveAttribute('fill', '#8e4ec6')
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 800 })
  await expectNoOverflow(page)
  await page.setViewportSize({ width: 1280, height: 800 })
  for (const list of ['/settings/tags?q=Board', '/classifications/Audience']) {
    await page.goto(list)
    const named = page.getByRole('link', { name: 'Board', exact: true })
    await expect(named.locator('svg[fill="#8e4ec6"]')).toBeVisible()
    await expect(named.locator('svg')).toHaveCount(2)
    await expectAccessible(page)
  }
  await page.goto('/dashboards?tag=Audience.Board')
  await expect(page.getByRole('row', { name: /Coloured/ }).locator('svg[fill="#8e4ec6"]')).toBeVisible()
})

test('a picture from elsewhere is a link that nothing loads, and stays when the colour changes', async ({
  signedIn: page,
  catalogue,
}) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  // A colour that is none draws no more than a ring.
  await catalogue.api('PUT', 'tags', {
    name: 'Pictured',
    classification: 'Audience',
    description: 'With a picture',
    style: { color: `url(${picture}#a)`, iconURL: picture },
  })
  await page.goto('/tags/Audience.Pictured?tab=details')
  await expect(page.getByRole('link', { name: /pictures\.example\.invalid/ })).toHaveAttribute('href', picture)
  await page.goto('/tags/Audience.Pictured/edit')
  await page.getByRole('radio', { name: 'Green' }).check({ force: true })
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('heading', { name: 'Pictured', level: 1, exact: true })).toBeVisible()
  const { style } = await catalogue.api('GET', 'tags/name/Audience.Pictured')
  expect(style).toEqual({ color: '#30a46c', iconURL: picture })
  expect(asked.filter((url) => url.includes('pictures.example'))).toEqual([])
})

test('a term says where more is said of it, and takes only addresses of the web', async ({
  signedIn: page,
  catalogue,
}) => {
  await catalogue.api('PUT', 'glossaries', { name: 'Words', description: 'Of the business' })
  await catalogue.api('PUT', 'glossaryTerms', { name: 'Churn', glossary: 'Words', description: 'Those who left' })
  const style = { color: '#30a46c' }
  await catalogue.api('PUT', 'glossaryTerms', { name: 'Green', glossary: 'Words', description: 'Kept', style })
  await page.goto('/glossaries/Words')
  const green = page.getByRole('link', { name: 'Green', exact: true })
  await expect(green.locator('svg[fill="#30a46c"]')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Churn', exact: true }).locator('svg')).toHaveCount(0)
  await page.goto('/terms/Words.Churn/edit')
  await press(page, 'Add to references', 'button')
  await fillByKeys(page, 'Name 1', 'Wiki')
  await page.keyboard.press('Tab')
  await page.keyboard.type('javascript:alert(1)')
  await page.keyboard.press('Enter')
  await expect(page.getByText('The address of Wiki starts with http:// or https://.').first()).toBeVisible()
  await page.getByRole('textbox', { name: 'Address 1' }).fill('https://wiki.example.com/churn')
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 800 })
  await expectNoOverflow(page)
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('heading', { name: 'Churn', level: 1, exact: true })).toBeVisible()
  const { references } = await catalogue.api('GET', 'glossaryTerms/name/Words.Churn')
  expect(references).toEqual([{ name: 'Wiki', endpoint: 'https://wiki.example.com/churn' }])
  await page.goto('/terms/Words.Churn?tab=details')
  await expect(page.getByRole('link', { name: 'Wiki' })).toHaveAttribute('href', 'https://wiki.example.com/churn')
  await expectAccessible(page)
  await page.goto('/terms/Words.Churn?tab=versions')
  await expect(page.getByText('Wiki (https://wiki.example.com/churn)').first()).toBeVisible()
})
