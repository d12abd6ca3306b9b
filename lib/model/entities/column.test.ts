import { expect, test } from 'vitest'
import { type Column, mergeColumns } from '@/lib/model/entities/column'
import type { TagLabel } from '@/lib/model/entities/entity'

const label = (tagFQN: string, source: TagLabel['source']): TagLabel => ({
  tagFQN,
  source,
  labelType: 'Manual',
  state: 'Confirmed',
})
const column = (...tags: TagLabel[]): Column => ({ name: 'a', dataType: 'INT', tags })

test('a term of the same name as a tag of a column is another label, and is added', () => {
  const [tag, term] = [label('Finance.Risk', 'Classification'), label('Finance.Risk', 'Glossary')]
  expect(mergeColumns([column(tag)], [column(term, tag)], false)).toEqual([column(tag, term)])
  expect(mergeColumns([column(tag)], [column(tag)], false)).toEqual([column(tag)])
})
