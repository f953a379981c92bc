// Streams one answer with the official client and prints what it saw as one JSON line.
// Usage: node openai-stream.mjs BASE_URL API_KEY MODEL PROMPT
import OpenAI from 'openai';

const [baseURL, apiKey, model, prompt] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const models = await client.models.list();
const stream = await client.chat.completions.create({
  model,
  stream: true,
  max_tokens: 48,
  temperature: 0,
  messages: [{ role: 'user', content: prompt }],
});
let text = '';
let chunks = 0;
let finish = null;
let cortensor = null;
for await (const chunk of stream) {
  const choice = chunk.choices[0];
  if (choice?.delta?.content) {
    text += choice.delta.content;
    chunks++;
  }
  finish = choice?.finish_reason ?? finish;
  cortensor = chunk.cortensor ?? cortensor;
}
const refused = await client.chat.completions
  .create({ model: 'no-such-model', messages: [{ role: 'user', content: 'x' }] })
  .then(() => null, (error) => ({ status: error.status, code: error.code }));
console.log(JSON.stringify({ models: models.data.map((m) => m.id), text, chunks, finish, cortensor, refused }));
