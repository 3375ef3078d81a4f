import anthropic
from langchain_openai import ChatOpenAI
from openai import AsyncOpenAI, OpenAI

client = OpenAI()
local = OpenAI(base_url="http://ollama:11434/v1")
claude = anthropic.Anthropic()


async def run(prompt):
    client.chat.completions.create(model="gpt", messages=[{"role": "user", "content": prompt}])
    local.embeddings.create(model="e", input=prompt)
    claude.messages.create(model="claude", max_tokens=5, messages=[])
    await AsyncOpenAI().responses.create(model="gpt", input=prompt)
    return ChatOpenAI(model="gpt").invoke(prompt)
