// Compares the views of hyparquet and apache-arrow with the JSON lines beside them: node compare.mjs FOLDER PACKAGES
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { deepStrictEqual } from 'node:assert'
import { pathToFileURL } from 'node:url'

const [folder, packages] = process.argv.slice(2)
const require = createRequire(`${packages}/package.json`)
const load = (name) => import(pathToFileURL(`${packages}/node_modules/${name}`).href)
const { parquetReadObjects } = await load('hyparquet/src/index.js')
const { compressors } = await load('hyparquet-compressors/src/index.js')
const { tableFromIPC } = require('apache-arrow')
const columns = ['input_ids', 'labels', 'attention_mask', 'position_ids']

for (const split of ['train', 'validation']) {
  const rows = readFileSync(`${folder}/sequences-${split}.jsonl`, 'utf8').split('\n').filter((line) => line).map((line) => JSON.parse(line))
  const bytes = readFileSync(`${folder}/pages-${split}.parquet`)
  const parquet = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength), compressors })
  const arrow = tableFromIPC(readFileSync(`${folder}/pages-${split}.arrow`))
  const plain = (row) => Object.fromEntries(columns.map((name) => [name, Array.from(row[name], Number)]))
  deepStrictEqual(parquet.map(plain), rows)
  deepStrictEqual(Array.from(arrow, plain), rows)
  console.log(`hyparquet and apache-arrow: ${split}, ${rows.length} rows agree`)
}
