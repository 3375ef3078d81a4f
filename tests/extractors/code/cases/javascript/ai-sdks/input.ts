import OpenAI from 'openai';
import Anthropic from '@anthropic-ai/sdk';
import { generateText } from 'ai';
import { openai as model } from '@ai-sdk/openai';
import { createVertex } from '@ai-sdk/google-vertex';

const openai = new OpenAI();
const anthropic = new Anthropic();
const vertex = createVertex({ project: process.env.GCP_PROJECT });

export async function run(prompt: string) {
  await openai.chat.completions.create({ model: 'gpt', messages: [] });
  await anthropic.messages.create({ model: 'claude', messages: [], max_tokens: 1 });
  await generateText({ model: model('gpt'), prompt });
  return generateText({ model: vertex('gemini'), prompt });
}
