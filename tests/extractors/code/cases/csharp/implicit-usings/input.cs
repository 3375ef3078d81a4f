namespace Shop.Crm;

public class CrmClient(HttpClient http)
{
    public Task Push(Contact contact) => http.PostAsJsonAsync("https://crm.partner.io/contacts", contact);
}
