"""UIMA: documents as Common Analysis Systems (CAS), in XMI and in JSON, for INCEpTION and what uses DKPro."""
