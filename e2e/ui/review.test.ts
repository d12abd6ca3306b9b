import { expect, expectAccessible, expectNoOverflow, tabTo, test } from './fixtures'

// Looked at by axe in both themes.
test.describe.configure({ timeout: 120_000 })

test('a term is drafted, sent to review and approved by its reviewer, by keys alone, and the list tells them apart', async ({
  catalogue,
  pageOf,
}) => {
  const reviewer = await pageOf('ruth')
  const steward = await pageOf('stella', { roles: ['DataSteward'] })
  const { id } = await catalogue.api('GET', 'users/name/ruth')
  await catalogue.api('PUT', 'glossaries', {
    name: 'Words',
    description: 'Ours',
    reviewers: [{ id, type: 'user' }],
  })
  // What nobody owns, everybody may describe.
  const owners = [{ id: (await catalogue.api('GET', 'users/name/admin')).id, type: 'user' }]
  for (const name of ['Churn', 'Margin'])
    await catalogue.api('PUT', 'glossaryTerms', { name, glossary: 'Words', description: 'What it means', owners })

  await steward.goto('/terms/Words.Churn')
  const summary = steward.getByRole('region', { name: 'Term summary' })
  await expect(summary.getByText('Draft')).toBeVisible()
  await expect(summary.getByRole('button', { name: 'Approve' })).toHaveCount(0)
  await tabTo(steward, 'Ask for review', 'button')
  await steward.keyboard.press('Enter')
  await expect(steward.getByText('Churn waits for its reviewers.')).toBeVisible()
  await expect(summary.getByText('In review')).toBeVisible()
  // Not theirs to say, and why.
  await expect(summary.getByRole('button', { name: 'Approve' })).toHaveAttribute('aria-disabled', 'true')
  await expect(summary.getByRole('button', { name: 'Approve' })).toHaveAccessibleDescription(
    'Only its reviewers and administrators approve or reject it.',
  )
  await expectAccessible(steward)

  // The reviewer has no role but the one that everybody has, and may change nothing else.
  await reviewer.goto('/terms/Words.Churn')
  const seen = reviewer.getByRole('region', { name: 'Term summary' })
  await expect(seen.getByRole('button', { name: 'Edit', exact: true })).toHaveAttribute('aria-disabled', 'true')
  await tabTo(reviewer, 'Approve', 'button')
  await reviewer.keyboard.press('Enter')
  await expect(seen.getByText('Approved')).toBeVisible()
  await expect(reviewer.getByText('Churn is approved.')).toBeVisible()
  await expectAccessible(reviewer)
  await reviewer.getByRole('tab', { name: 'Versions' }).click()
  await expect(reviewer.getByText('In Review').first()).toBeVisible()

  // A rejection is taken back.
  await catalogue.api('PATCH', `glossaryTerms/${(await catalogue.api('GET', 'glossaryTerms/name/Words.Margin')).id}`, [
    { op: 'replace', path: '/entityStatus', value: 'In Review' },
  ])
  await reviewer.goto('/terms/Words.Margin')
  await seen.getByRole('button', { name: 'Reject' }).click()
  await expect(seen.getByText('Rejected')).toBeVisible()
  await reviewer
    .getByRole('listitem')
    .filter({ hasText: 'Margin is rejected.' })
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect(seen.getByText('In review')).toBeVisible()
  await reviewer.setViewportSize({ width: 320, height: 800 })
  await expectNoOverflow(reviewer)

  await steward.goto('/glossaries/Words')
  const tree = steward.getByRole('treegrid', { name: 'Glossary terms' })
  await expect(tree.getByRole('row', { name: /Churn/ })).toContainText('Approved')
  await expect(tree.getByRole('row', { name: /Margin/ })).toContainText('In review')
  await expectAccessible(steward)
  await steward.getByRole('button', { name: 'Filter by status' }).click()
  await steward.getByRole('option', { name: 'In Review' }).click()
  await expect(steward).toHaveURL(/entityStatus=In(\+|%20)Review/)
  const list = steward.getByRole('table', { name: 'Glossary terms' })
  await expect(list.getByRole('row', { name: /Churn/ })).toHaveCount(0)
  await expect(list.getByRole('row', { name: /Margin/ })).toBeVisible()
})

test('a reader sees where a term stands, and no buttons', async ({ catalogue, pageOf }) => {
  const page = await pageOf('rolf')
  await catalogue.api('PUT', 'glossaries', { name: 'Free', description: 'Of nobody' })
  await catalogue.api('PUT', 'glossaryTerms', { name: 'Open', glossary: 'Free', description: 'What it means' })
  await page.goto('/terms/Free.Open')
  const summary = page.getByRole('region', { name: 'Term summary' })
  await expect(summary.getByText('Approved')).toBeVisible()
  await expect(summary.getByRole('button', { name: /Ask for review|Approve|Reject/ })).toHaveCount(0)
})
