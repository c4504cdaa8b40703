"""The door for a customer's directory: SCIM 2.0 (RFC 7643, RFC 7644). The protocol is a library's (scim2-server); what
stands here is what a user and a group are, where they are kept, and who comes in.
"""
