- dashboard: base
  title: Base
  extension: required
  elements:
  - name: orders
    title: Orders
    type: looker_line
    note_text: Without returns
- dashboard: pulse
  title: Business Pulse
  description: "Of {{ _filters['users.state'] }}"
  extends: base
  elements:
  - title: Customers
    type: single_value
  - name: hint
    type: text
    title_text: Read me
