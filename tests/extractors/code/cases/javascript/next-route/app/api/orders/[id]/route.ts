export async function GET(request: Request) {
  return fetch('http://orders/internal');
}
