package storage

func (c *scan) version() (v versionRecord) {
	for key := range c.keys {
		switch key {
		case 1:
			v.Source = c.uint32()
		case 2:
			v.Item = c.item()
		case 3:
			v.Received = c.int()
		case 4:
			v.Changed = c.int()
		case 5:
			v.Revision = c.whole()
		case 6:
			v.GUIDs = c.texts()
		case 7:
			v.Links = c.texts()
		case 8:
			v.History = list(c, (*scan).revision)
		default:
			c.odd()
		}
	}
	return v
}

func (c *scan) revision() (r revisionRecord) {
	for key := range c.keys {
		switch key {
		case 1:
			r.Number = c.whole()
		case 2:
			r.At = c.int()
		case 3:
			r.Title = c.text()
		default:
			c.odd()
		}
	}
	return r
}

func (c *scan) item() (r textRecord) {
	for key := range c.keys {
		switch key {
		case 1:
			r.GUID = c.text()
		case 2:
			r.Permalink = c.bool()
		case 3:
			r.Link = c.text()
		case 4:
			r.Title = c.text()
		case 5:
			r.Summary = c.text()
		case 6:
			r.Content = c.text()
		case 7:
			r.Authors = list(c, (*scan).person)
		case 8:
			r.Categories = list(c, (*scan).category)
		case 9:
			r.Published = c.stamp()
		case 10:
			r.Updated = c.stamp()
		default:
			c.more(&r, key)
		}
	}
	return r
}

// more reads what fewer items have.
func (c *scan) more(r *textRecord, key uint64) {
	switch key {
	case 11:
		r.DateText = c.text()
	case 12:
		r.Enclosures = list(c, (*scan).enclosure)
	case 13:
		r.Image = c.image()
	case 14:
		r.Comments = c.text()
	case 15:
		r.Language = c.text()
	case 16:
		r.Rights = c.text()
	case 17:
		r.Geo = list(c, (*scan).float)
	case 18:
		r.Spatial = c.texts()
	case 19:
		r.Origin = c.origin()
	case 20:
		r.Extensions = list(c, (*scan).element)
	case 21:
		r.Placements = list(c, (*scan).placement)
	case 22:
		r.Dateline = c.texts()
	default:
		c.odd()
	}
}

func (c *scan) person() (r personRecord) {
	for key := range c.keys {
		switch key {
		case 1:
			r.Name = c.text()
		case 2:
			r.Email = c.text()
		case 3:
			r.URL = c.text()
		default:
			c.odd()
		}
	}
	return r
}

func (c *scan) category() (r categoryRecord) {
	for key := range c.keys {
		switch key {
		case 1:
			r.Term = c.text()
		case 2:
			r.Scheme = c.text()
		case 3:
			r.Label = c.text()
		default:
			c.odd()
		}
	}
	return r
}

func (c *scan) enclosure() (r enclosureRecord) {
	for key := range c.keys {
		switch key {
		case 1:
			r.URL = c.text()
		case 2:
			r.Type = c.text()
		case 3:
			r.Title = c.text()
		case 4:
			r.Length = c.int()
		case 5:
			r.Duration = c.duration()
		default:
			c.odd()
		}
	}
	return r
}

func (c *scan) image() (r imageRecord) {
	for key := range c.keys {
		switch key {
		case 1:
			r.URL = c.text()
		case 2:
			r.Credit = c.text()
		case 3:
			r.Alt = c.text()
		case 4:
			r.Width = c.whole()
		case 5:
			r.Height = c.whole()
		default:
			c.odd()
		}
	}
	return r
}

func (c *scan) origin() (r originRecord) {
	for key := range c.keys {
		switch key {
		case 1:
			r.Title = c.text()
		case 2:
			r.URL = c.text()
		default:
			c.odd()
		}
	}
	return r
}

func (c *scan) element() (r elementRecord) {
	if c.depth++; c.depth > maxDepth {
		c.odd()
	}
	for key := range c.keys {
		switch key {
		case 1:
			r.Space = c.text()
		case 2:
			r.Prefix = c.text()
		case 3:
			r.Name = c.text()
		case 4:
			r.Attrs = list(c, (*scan).attr)
		case 5:
			r.Text = c.text()
		case 6:
			r.Children = list(c, (*scan).element)
		default:
			c.odd()
		}
	}
	c.depth--
	return r
}

func (c *scan) attr() (r attrRecord) {
	for key := range c.keys {
		switch key {
		case 1:
			r.Space = c.text()
		case 2:
			r.Name = c.text()
		case 3:
			r.Value = c.text()
		default:
			c.odd()
		}
	}
	return r
}

func (c *scan) placement() (r placementRecord) {
	for key := range c.keys {
		switch key {
		case 1:
			r.Slug = c.text()
		case 2:
			r.Confidence = c.float()
		case 3:
			r.Evidence = list(c, (*scan).evidence)
		case 4:
			r.Except = c.texts()
		default:
			c.odd()
		}
	}
	return r
}

func (c *scan) evidence() (r evidenceRecord) {
	for key := range c.keys {
		switch key {
		case 1:
			r.Kind = c.text()
		case 2:
			r.Text = c.text()
		case 3:
			r.Weight = c.float()
		default:
			c.odd()
		}
	}
	return r
}
