"""Languages: English is the source, the `zh_CN` catalogue is complete and the product's main face."""
