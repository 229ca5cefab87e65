"""What texts list or tell one by one: members, terms of office, who came after whom, and by which date."""
