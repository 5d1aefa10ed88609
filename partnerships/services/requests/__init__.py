"""Services of cooperation requests and introductions: one per transition; the table is `partnerships.enums_requests.TRANSITIONS`.

Every service locks sender and recipient in the order of their numbers, then the request: so slots, pairs and capacity are
counted by one at a time, and nobody waits for somebody who waits for him.
"""
