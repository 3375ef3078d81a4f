import { Controller, Get, Post } from '@nestjs/common';
import { HttpService } from '@nestjs/axios';

@Controller('contacts')
export class ContactsController {
  constructor(private readonly http: HttpService) {}

  @Get(':id')
  find() {
    return this.http.get('http://crm/contacts');
  }

  @Post()
  create() {}
}
