export function Form({ id }: { id?: string }) {
  const endpoint = id ? { method: 'PATCH', url: `/api/tags/${id}` } : { method: 'POST', url: '/api/tags' };

  return <form onSubmit={() => fetch(endpoint.url, { method: endpoint.method })} />;
}
