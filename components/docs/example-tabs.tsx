'use client'

import { CodeBlock } from '@/components/ui/code-block'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'

export interface WrittenExample {
  readonly language: string
  readonly code: string
}

/** The same call in several languages. */
export function ExampleTabs({ examples }: { examples: readonly WrittenExample[] }) {
  return (
    <Tabs defaultValue={examples[0]?.language ?? ''}>
      <TabsList label="Language" look="quiet">
        {examples.map(({ language }) => (
          <TabsTrigger key={language} value={language}>
            {language}
          </TabsTrigger>
        ))}
      </TabsList>
      {examples.map(({ language, code }) => (
        <TabsContent key={language} value={language} className="pt-1">
          <CodeBlock code={code} label={`Example in ${language}`} copyLabel={`Copy ${language} example`} />
        </TabsContent>
      ))}
    </Tabs>
  )
}
